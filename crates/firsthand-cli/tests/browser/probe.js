// Looks at the laid-out dossier: overflow, contrast, links, headings, names, requests. Each list holds what is wrong.
const words = (element) => (element.textContent || element.getAttribute('class') || element.tagName).trim().slice(0, 60);
const found = { mode: document.compatMode, links: 0, wider: [], pale: [], hidden: [], headings: [], unnamed: [], loaded: [] };

// WCAG 2.2, relative luminance and contrast ratio.
const channels = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
const luminance = ([r, g, b]) => [r, g, b]
  .map((value) => value / 255)
  .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
const background = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const [r, g, b, a = 1] = channels(getComputedStyle(at).backgroundColor);
    if (a > 0.99) return [r, g, b];
  }
  return [255, 255, 255];
};
const contrast = (a, b) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

for (const details of document.querySelectorAll('details')) details.open = true;
const inside = (element) => element.closest('.scroll');
for (const element of document.querySelectorAll('body *')) {
  const box = element.getBoundingClientRect();
  if (box.width > 0 && box.right > document.documentElement.clientWidth + 1 && !inside(element)) found.wider.push(words(element));
  const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (!own || box.width === 0 || element.closest('title, script, style')) continue;
  const style = getComputedStyle(element);
  const drawn = element instanceof SVGElement;
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  const behind = drawn ? channels(getComputedStyle(element.parentElement.querySelector('rect')).fill) : background(element);
  const ratio = contrast(channels(drawn ? style.fill : style.color), behind);
  if (ratio < (large ? 3 : 4.5)) found.pale.push(`${ratio.toFixed(2)} ${words(element)}`);
}

let level = 0;
for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
  const now = Number(heading.tagName[1]);
  if (now > level + 1) found.headings.push(words(heading));
  level = now;
}
for (const named of document.querySelectorAll('a, summary, nav, svg, section, article')) {
  const label = named.getAttribute('aria-label') || (document.getElementById(named.getAttribute('aria-labelledby')) || {}).textContent;
  const needed = named.matches('a, summary') ? label || named.textContent.trim() : label || named.matches('.sides section');
  if (!needed) found.unnamed.push(named.outerHTML.slice(0, 80));
}

// As a reader with a phone would: everything folded, then each link followed.
const targets = new Set();
for (const link of document.querySelectorAll('a[href], svg a')) {
  found.links += 1;
  targets.add(link.getAttribute('href'));
}
// Chromium follows at most 200 links in 10 seconds and drops the rest.
const settled = () => new Promise((done) => setTimeout(done, 60));
const follow = async (target) => {
  for (const details of document.querySelectorAll('details[open]')) details.open = false;
  location.hash = target;
  await settled();
  const to = document.getElementById(target.slice(1));
  const box = to && to.getBoundingClientRect();
  const closed = to && to.closest('details:not([open])');
  if (box && !closed && box.height > 0 && box.top < innerHeight && box.bottom > -1) return;
  const why = !to ? 'no such place' : closed ? 'stays folded' : `at ${box.top | 0}, ${box.height | 0} high, window ${innerHeight}`;
  found.hidden.push(`${target}: ${why}`);
};
const finish = async () => {
  if (innerWidth < 500) for (const target of targets) await follow(target);
  found.loaded = performance.getEntriesByType('resource').map((entry) => entry.name);
  for (const list of Object.values(found)) if (Array.isArray(list)) list.splice(12);
  document.title = JSON.stringify(found);
};
finish();
