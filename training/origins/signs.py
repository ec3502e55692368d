"""The signs by which two origins of one event may be one, as `crates/firsthand/src/weigh/likeness.rs` has them.

In: two origins of a `--pairs` file, the one that is asked about and one counted before it. Out: sign -> strength. What a change here
means there, and the other way round. Not here: labels, points.
"""
import datetime
import pathlib
import re
import tomllib

LISTS = tomllib.loads((pathlib.Path(__file__).parents[2] / "crates/firsthand/data/weigh_words.toml").read_text())
LISTS = {name: set(words) for name, words in LISTS.items() if isinstance(words, list)}
LOOSE = set("a an the one two three four five several some many other another unnamed anonymous who of same them its their his".split())
PLACES = LISTS["place_prepositions"] | {"that", "which", "who", "abroad", "there"}
ENDS = PLACES | {"of", "for", "with", "to", "by", "whose", "close", "familiar"}
RARE, LONG = 7, 30


def words(name):
    plain = re.findall(r"[^\W_]+", name.lower())
    single = [word[:-1] if word.endswith("s") and len(word.encode()) > 3 else word for word in plain]
    return [word for word in single if word not in LOOSE and len(word) > 1]


def until(parts, ends):
    for part in parts:
        if part.lower() in ends:
            return
        yield part


def head(name):
    return (words(" ".join(until(name.split(), ENDS))) or [""])[-1]


def is_named(origin):
    name, parts = origin["name"], origin["name"].split()
    people = {"people", "staff", "officials", "team", "aides", "monitors"}
    if origin["basis"] == "anonymous" or re.search("['’]s ", name) and parts[-1].lower() in people:
        return False
    while parts and parts[0] in ("The", "the", "A", "a", "An", "an"):
        parts = parts[1:]
    if not parts:
        return False
    capital = lambda word: any(letter.isupper() for letter in word)
    first = (words(parts[0]) or [""])[-1]
    sided = any(known in (first, first + "s") for known in LISTS["adverse_roles"])
    general = first in LISTS["general_bodies"] | LISTS["source_heads"] | LISTS["witnesses"] or sided
    return any(map(capital, until(parts[1:], PLACES))) or capital(parts[0]) and not general


def sort(origin):
    entity = (origin.get("entity") or {}).get("kind")
    if origin["basis"] == "own_reporting":
        return "own work"
    if origin["basis"] == "second_hand":
        return "outlet"
    if origin["basis"] == "artefact" or origin["kind"] in ("artefact", "document"):
        return "thing"
    if is_named(origin):
        if entity == "person" or origin["kind"] == "person":
            return "named person"
        return "named state" if entity in ("state", "place") or origin["kind"] == "official" else "named body"
    last = head(origin["name"])
    if last in LISTS["state_bodies"]:
        return "state"
    if last in LISTS["general_bodies"] | LISTS["sorts_of_bodies"]:
        return "body"
    if last in LISTS["offices"] | LISTS["ministers"] | LISTS["local_offices"]:
        return "office"
    if set(words(origin["name"])) & LISTS["state_sources"]:
        return "state"
    if last in LISTS["vague_heads"] | LISTS["source_heads"]:
        return "somebody"
    if last in LISTS["witnesses"]:
        return "witness"
    return "body" if origin["kind"] in ("official", "spokesperson", "partisan_organisation") else "other"


def numbers(origin):
    given = ((low if low is not None else high, unit) for claim in origin["claims"] for low, high, _, unit in claim["numbers"])
    return {number for number, unit in given if number is not None and number >= RARE and unit not in LISTS["measures"]}


def first_day(origin):
    return min((datetime.date.fromisoformat(claim["day"]) for claim in origin["claims"] if claim.get("day")), default=None)


def can_be(this, that):
    """Whether the score is asked at all: who has a name, is a thing or was heard is left to the rules."""
    if is_named(this) or sort(this) in ("own work", "outlet", "thing") or any(claim.get("own") for claim in this["claims"]):
        return False
    if this["basis"] == that["basis"] == "anonymous":
        return False
    # A report says itself whom it names and describes: two people whom it has beside each other are two.
    if set(this["reports"]) <= set(that["reports"]) and that["kind"] == "person" and sort(this) in ("somebody", "witness"):
        return False
    last, kind = head(this["name"]), (that.get("entity") or {}).get("kind")
    if not last:
        return True
    fights = any(known in (word, word + "s") for word in words(this["name"]) for known in LISTS["adverse_roles"])
    sorts = [word for word in words(that["name"]) if word in LISTS["sorts_of_bodies"]]
    body = last in LISTS["general_bodies"] | LISTS["sorts_of_bodies"]
    other_sort = last in LISTS["sorts_of_bodies"] and sorts and last not in sorts
    return not (body and kind == "person" or fights and kind != "armed_group"
                or kind == "armed_group" and last in LISTS["civil_bodies"] or other_sort)


def signs(this, that):
    a, b = sort(this), sort(that)
    found = {f"it is: {a}": 1, f"the other is: {b}": 1, f"{a} beside {b}": 1}
    entity = that.get("entity") or {}
    own, last = words(this["name"]), head(this["name"])
    names = {word for name in [that["name"], *entity.get("aliases", [])] for word in words(name)}
    roles = {word for role in entity.get("roles", []) for word in words(role)}
    days = first_day(this), first_day(that)
    # Who speaks first repeats nobody.
    shared = set() if all(days) and days[0] < days[1] else numbers(this) & numbers(that)
    found["one party"] = bool(this["party"]) and this["party"] == that["party"]
    found["same number"] = bool(shared)
    found["same rare number"] = any(number % 10 for number in shared)
    if own and not is_named(this):
        found["called so"] = sum(word in roles for word in own) / len(own)
    found["in its name"] = last in names
    found["its office"] = last in roles
    found["heard"] = any(claim.get("own") for claim in this["claims"])
    found["quoted"] = any(claim.get("quoting") in ("direct", "mixed") for claim in this["claims"])
    if all(days):
        found["days apart"] = min(LONG, abs((days[0] - days[1]).days)) / LONG
    return {sign: float(much) for sign, much in found.items() if much}
