"""Waters, mountains, islands, deserts and airports of Natural Earth (public domain), as rows for `make.py`.

A sea, a lake or a mountain is one row. A river is one row for each square of `SQUARE` degrees that it flows through, so that the other places of a report can say
which part of it is meant; where it ends is the part that is taken when nothing says so, as gazetteers of waters have it. What they have no people for is filled
with as many as a town has that is drawn on maps of the same scale. Which country a place lies in is the nearest town's; what lies in several has none.
"""
import collections
import json
import math
import re

WATER, LAND, SPOT = "water", "land", "spot"
SQUARE = 2.0
# Nearest town: how far away it may be, in degrees.
FAR = 2.0
SHORT = {"mt.": "Mount", "mts.": "Mountains", "mtn.": "Mountain", "mtns.": "Mountains", "is.": "Islands", "i.": "Island", "pen.": "Peninsula", "pk.": "Peak", "arch.": "Archipelago",
         "ra.": "Range", "cord.": "Cordillera", "plat.": "Plateau", "c.": "Cape", "l.": "Lake", "r.": "River", "res.": "Reservoir", "pt.": "Point", "int'l": "International"}
# What is left out of a name besides: "the Zagros" are mountains; "the Canary" are no islands.
LEFT_OUT = re.compile(r" (Mountains|Mountain|Range|Desert|Peninsula|Plateau|Basin|Valley|Upland|Highlands|River)$")
LAKE = re.compile(r"^(?:Lake|Lago de|Lago|Lac|Ozero|Laguna de|Laguna) (.+)$|^(.+) (?:Lake|Reservoir)$")
LANDS = {"Island", "Range/mtn", "Island group", "Plateau", "Desert", "Pen/cape", "Geoarea", "Coast", "Plain", "Delta", "Peninsula", "Basin", "Valley", "Lowland", "Isthmus",
         "Wetlands", "Gorge", "Depression", "Foothills"}


class Countries:
    """Which country has the nearest town."""

    def __init__(self, towns):
        self.squares = collections.defaultdict(list)
        for lat, lon, country in towns:
            self.squares[math.floor(lat), math.floor(lon)].append((lat, lon, country))

    def at(self, lat, lon):
        best, found = FAR, None
        reach = math.ceil(FAR)
        wide = max(0.1, math.cos(math.radians(lat)))
        for y in range(math.floor(lat) - reach, math.floor(lat) + reach + 1):
            for x in range(math.floor(lon) - reach, math.floor(lon) + reach + 1):
                for town in self.squares.get((y, x), ()):
                    apart = math.hypot(town[0] - lat, (town[1] - lon) * wide)
                    if apart < best:
                        best, found = apart, town[2]
        return found

    def of(self, points):
        """The country of nearly all of some points."""
        votes = collections.Counter(self.at(lat, lon) for lat, lon in points)
        country, most = votes.most_common(1)[0]
        return country if most * 5 >= len(points) * 4 else None


def written(name):
    """A name of the map as people write it: no capitals throughout, no short forms."""
    words = re.sub(r"\s+", " ", name.strip()).split(" ")
    if name.upper() == name and len(name) > 2:
        words = [word if word.lower() in SHORT else "-".join(part.capitalize() for part in word.split("-")) for word in words]
        words = [word.lower() if at and word.lower() in ("of", "the", "and", "de", "la", "du") else word for at, word in enumerate(words)]
    return " ".join(SHORT.get(word.lower(), word) for word in words)


def known(rank, most):
    """As many people as a town has that is as well known: ten times fewer for three ranks of the map."""
    return int(most * 10 ** (-(rank or 0) / 3))


def rings(geometry):
    """Outer rings and points of an area, as lists of (lat, lon)."""
    kind, c = geometry["type"], geometry["coordinates"]
    parts = {"Point": lambda: [[c]], "Polygon": lambda: c[:1], "MultiPolygon": lambda: [p[0] for p in c]}[kind]()
    return [[(p[1], p[0]) for p in ring] for ring in parts]


def lines(geometry):
    c = geometry["coordinates"]
    return [[(p[1], p[0]) for p in line] for line in ([c] if geometry["type"] == "LineString" else c) if len(line) > 1]


def centre(ring):
    """The middle of an area, by the shoelace formula."""
    area = lat = lon = 0.0
    for (y0, x0), (y1, x1) in zip(ring, ring[1:] + ring[:1]):
        cross = x0 * y1 - x1 * y0
        area, lat, lon = area + cross, lat + (y0 + y1) * cross, lon + (x0 + x1) * cross
    if abs(area) < 1e-9:
        return ring[0], 0.0
    return (lat / (3 * area), lon / (3 * area)), abs(area) / 2


def areas(features, countries, kind, most, names, one_country=True):
    """One row for each name: where its largest part has its middle."""
    by_name = collections.defaultdict(list)
    for feature in features:
        properties = feature["properties"]
        if properties.get("name"):
            name = written(properties["name"])
            parts = [centre(ring) + (ring,) for ring in rings(feature["geometry"])]
            by_name[name].append((max(parts, key=lambda part: part[1]), properties.get("scalerank")))
    for name, found in by_name.items():
        (point, _, ring), rank = max(found, key=lambda part: part[0][1])
        country = countries.of([point, *ring[:: max(1, len(ring) // 12)]]) if one_country else None
        yield kind, country, *point, known(int(rank or 0), most), name, names(name)


def rivers(features, countries):
    by_river = collections.defaultdict(list)
    for feature in features:
        properties = feature["properties"]
        name = properties.get("name_en") or properties.get("name")
        if name and "?" not in name and feature["geometry"]:
            by_river[written(name), properties.get("rivernum")].append(feature)
    for (name, _), parts in by_river.items():
        all_lines = [line for part in parts for line in lines(part["geometry"])]
        rank = min(int(part["properties"].get("scalerank") or 0) for part in parts)
        starts = {(round(line[0][0], 2), round(line[0][1], 2)) for line in all_lines}
        ends = [line for line in all_lines if (round(line[-1][0], 2), round(line[-1][1], 2)) not in starts] or all_lines
        mouth = max(ends, key=len)[-1]
        squares = collections.defaultdict(list)
        for line in all_lines:
            for point in line:
                squares[math.floor(point[0] / SQUARE), math.floor(point[1] / SQUARE)].append(point)
        points = [mouth] + [there[len(there) // 2] for there in squares.values()]
        bare = re.sub(r"^(?:Rio|Río|Rivière|River) | River$", "", name)
        forms = {name, bare}
        for nth, point in enumerate(points):
            if nth and math.hypot(point[0] - mouth[0], point[1] - mouth[1]) < SQUARE / 2:
                continue
            # So that where it ends stands before the other parts of it.
            yield WATER, countries.at(*point), *point, known(rank, 3e6) * (10 if nth == 0 else 9) // 10, name if name != bare else f"{bare} River", forms


def lake_names(name):
    found = LAKE.match(name)
    return {name, "Lake " + (found[1] or found[2])} if found else {name, "Lake " + name}


def land_names(name):
    bare = LEFT_OUT.sub("", name)
    # "The Urals", "the Carpathians".
    return {name, bare} | ({bare + "s"} if name.endswith(" Mountains") else set())


def provinces(folder):
    """(country, latitude, longitude, name) of first-level regions, which in some countries are the districts of other sources, and older ones."""
    by_name = collections.defaultdict(list)
    with open(f"{folder}/ne_10m_admin_1_label_points.json", encoding="utf-8") as file:
        for feature in json.load(file)["features"]:
            properties, (lon, lat, *_) = feature["properties"], feature["geometry"]["coordinates"]
            if properties["name"] and properties["iso_a2"]:
                by_name[properties["iso_a2"], properties["name"]].append((lat, lon))
    for (country, name), points in sorted(by_name.items()):
        # One point for each island: the middle one is near most of them.
        yield country, *sorted(points)[len(points) // 2], name


def rows(folder, towns):
    """(kind, country, latitude, longitude, people, name, names) of all layers of a folder."""
    def layer(name):
        with open(f"{folder}/ne_10m_{name}.json", encoding="utf-8") as file:
            return [feature for feature in json.load(file)["features"] if feature["geometry"]]

    countries = Countries(towns)
    found = []
    found += areas(layer("geography_marine_polys"), countries, WATER, 3e6, lambda name: {name}, one_country=False)
    lakes = layer("lakes") + layer("lakes_historic")
    found += areas(lakes, countries, WATER, 1e6, lake_names)
    more = areas(layer("lakes_north_america") + layer("lakes_europe"), countries, WATER, 3e5, lake_names)
    before = {row[5] for row in found}
    found += [row for row in more if row[5] not in before]
    lands = [f for f in layer("geography_regions_polys") if f["properties"]["featurecla"] in LANDS]
    found += areas(lands, countries, LAND, 1e6, land_names)
    points = [f for f in layer("geography_regions_points") if f["properties"]["featurecla"] != "pole"]
    heights = [f for f in layer("geography_regions_elevation_points") if f["properties"]["featurecla"] in ("mountain", "pass", "plateau", "depression")]
    for feature in points + heights:
        properties = feature["properties"]
        if properties["name"]:
            (lon, lat, *_), name = feature["geometry"]["coordinates"], written(properties["name"])
            found.append((LAND, countries.at(lat, lon), lat, lon, known(properties["scalerank"], 1e6), name, {name}))
    found += rivers(layer("rivers_lake_centerlines"), countries)
    before = collections.defaultdict(list)
    for row in found:
        before[row[5]].append(row[2:4])
    for more in ("rivers_north_america", "rivers_europe"):
        for row in rivers(layer(more), countries):
            if all(math.hypot(row[2] - lat, row[3] - lon) > SQUARE for lat, lon in before[row[5]]):
                found.append(row)
    for feature in layer("parks_and_protected_lands_area") + layer("parks_and_protected_lands_point"):
        properties, rings_ = feature["properties"], rings(feature["geometry"])
        if properties["unit_type"] == "National Park":
            (lat, lon), name = centre(rings_[0])[0], re.sub(r" NP$", "", properties["unit_name"]) + " National Park"
            found.append((LAND, "US", lat, lon, 20_000, name, {name}))
    for feature in layer("airports"):
        properties, (lon, lat, *_) = feature["properties"], feature["geometry"]["coordinates"]
        if properties["name"]:
            name = re.sub(r" (International|Int'l|Airport)$", "", written(properties["name"]))
            found.append((SPOT, countries.at(lat, lon), lat, lon, known(properties["scalerank"], 1e5), name + " Airport", {name + " Airport", name + " International Airport"}))
    return found
