"""Makes tagged sentences about fictional conflicts from patterns, with invented names of many shapes.

    python3 invented.py --patterns invented.tsv --times 12 --out invented.jsonl
In: patterns, one a line: [KIND words] is a name, {slot} a word that is drawn. Out: lines as of `corpora.py`. Not here: real texts; all countries, towns, bodies and persons are drawn from syllables.
"""
import argparse
import json
import random
import re
from pathlib import Path

GIVEN = (
    "Omar Tomas Ilan Orla Samir Nadia Viktor Irina Amina Yusuf Daniel Maria Petro Olena Khaled Rana Joseph Grace Emeka Ngozi Kofi Ama Hassan Leyla Farid Zahra Ivan Elena Goran Milan Ana Luis Rosa "
    "Carlos Pedro Ines Wei Min Aung Thida Ravi Priya Arjun Sunita Imran Fatima Bilal Tariq Habib Salma Jonas Erik Anna Lars Pierre Claire Ahmed Mahmoud Layla Idris Musa Halima Abdi Hodan Tesfaye Selam "
    "John Peter Sarah David Ruth Samuel Esther Patrick Brian Helen Mark Laura Nikos Eleni Dragan Jelena Artan Besa Levan Nino Aram Ani Timur Aigul Bakyt Dinara"
).split()
BEGIN = "bar dor kel mar tar vel or sa ze nar kor lu mi pa ro she ka du hal gri fen os ul za be ha ro qua tem yal wi jor ness abr est ikh tru lom gar den".split()
MIDDLE = "a e i o u an en ir ol ar is um eth ab og av id ush ek oz al em".split()
END = "ak in ov a an eh sk ra val dim tash gir mo li ren bor zan ek us na doz ista kund pur ar eth".split()
STATE = "ia stan land a on ar ea".split()
FRONTS = "Liberation_Front Peoples_Defence_Forces Resistance_Movement National_Guard Revolutionary_Army Shield_Brigade Unity_Front Patriotic_Forces Islamic_Front Volunteer_Battalion Freedom_Army Salvation_Council Home_Guard Border_Guards Self-Defence_Units Popular_Mobilisation Eagles Lions_of_{t} Soldiers_of_{t} Army_of_{t} Movement_for_{t} Martyrs_of_{t}".split()
BODIES = "Human_Rights_Commission Relief_Committee Interior_Ministry Ministry_of_Health Ministry_of_Justice Refugee_Council Monitoring_Centre Observatory_for_Rights Bar_Association Mothers_of_{t} Foreign_Ministry General_Staff Intelligence_Service Doctors_Association Watch Justice_Now Peace_Initiative Women's_League Health_Authority High_Court Red_Cross Investigative_Committee Security_Service Customs_Service State_Prosecutor Aid_for_{t} Commission_of_Inquiry Development_Bank Electoral_Commission Council_of_Elders".split()
PARTIES = "Democratic_Party National_Congress Labour_Party Workers_Party Justice_Party Green_Alliance People's_Movement Socialist_Union Homeland_Party Centre_Party".split()
OUTLETS = "Herald Post Times News_Agency Tribune Radio Gazette Today Daily Independent Echo Lantern Observer TV Wire Monitor Press Star Mirror".split()
UNIONS = "Journalists_Union Teachers_Federation Miners_Union Workers_Federation Press_Association Lawyers_Guild".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April June July August September October November December".split()


class Draw:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def syllables(self, end=END):
        r = self.r
        word = r.choice(BEGIN) + (r.choice(MIDDLE) + r.choice(["", "l", "r", "n", "m", "t", "d", "k"]) if r.random() < 0.6 else "") + r.choice(end)
        return word.capitalize()

    def town(self):
        r = self.r
        base = self.syllables()
        return r.choice([base] * 7 + [f"Al-{base}", f"Bab {base}", f"New {base}", f"Port {base}", f"{base} {self.syllables()}", f"Deir {base}", f"San {base}"])

    def land(self):
        return self.syllables(STATE)

    def family(self):
        r = self.r
        base = self.syllables()
        return r.choice([base] * 6 + [f"al-{base}", f"{base}ov", f"Mc{base}", f"{base}-{self.syllables()}", f"de {base}", f"bin {base}"])

    def slot(self, name):
        r = self.r
        fill = lambda form: form.replace("_", " ").replace("{t}", self.syllables())  # noqa: E731
        led = lambda form: fill(form) if "{t}" in form else r.choice([fill(form), f"{self.land()} {fill(form)}", f"{self.syllables()} {fill(form)}", f"{self.land()}n {fill(form)}"])  # noqa: E731
        if name == "person":
            return r.choice([f"{r.choice(GIVEN)} {self.family()}"] * 5 + [f"{r.choice(GIVEN)} {r.choice(GIVEN)} {self.family()}", f"{r.choice(GIVEN)} {r.choice('ABCDEJKMRST')}. {self.family()}", f"{self.syllables()} {self.family()}"])
        if name == "given":
            return r.choice(GIVEN)
        if name in ("family", "town", "land"):
            return getattr(self, name)()
        if name == "CAPS":
            return self.town().upper()
        if name == "body":
            return led(r.choice(BODIES))
        if name == "group":
            return led(r.choice(FRONTS)) if r.random() < 0.8 else r.choice([f"Al-{self.syllables()}", self.syllables(), f"{self.syllables()} {self.syllables()}"])
        if name == "party":
            return led(r.choice(PARTIES))
        if name == "union":
            return led(r.choice(UNIONS))
        if name == "outlet":
            o = fill(r.choice(OUTLETS))
            return r.choice([f"{self.town()} {o}", f"{self.land()} {o}", f"The {self.syllables()} {o}", f"Al-{self.syllables()}", f"{self.syllables()} {o}"])
        if name == "acronym":
            return "".join(r.choice("ABCDFGHKLMNPRSTUV") for _ in range(r.choice([3, 3, 3, 4, 4, 2])))
        if name == "adj":
            return self.land().rstrip("a") + r.choice(["n", "ian", "i", "ese", "ish", "an"])
        if name == "people":
            return self.land().rstrip("a") + r.choice(["ns", "ians", "is"])
        if name in ("province", "river", "street", "accord"):
            return self.syllables()
        if name == "num":
            return r.choice(["1st", "2nd", "3rd", "4th", "7th", "12th", "24th", "First", "Third", "93rd", "15th"])
        if name == "day":
            return r.choice(DAYS)
        if name == "month":
            return r.choice(MONTHS)
        raise SystemExit(f"no slot {name}")


def sentence(pattern, draw):
    made = []
    for part in re.findall(r"\[[A-Z]+ [^\]]*\](?:-\w+)?|\S+", pattern):
        m = re.match(r"\[([A-Z]+) (.*)\](-\w+)?$", part)
        text = re.sub(r"\{(\w+)\}", lambda s: draw.slot(s.group(1)), m.group(2) if m else part)
        words = text.split()
        if m and words[0] == "The":
            made.append(["The" if not made else "the", "O"])
            words = words[1:]
        made += [[w, ("B-" if i == 0 else "I-") + m.group(1) if m else "O"] for i, w in enumerate(words)]
        if m and m.group(3):
            made.append([m.group(3), "O"])
    return made


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--patterns", type=Path, required=True)
    p.add_argument("--times", type=int, default=12)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    patterns = [line for line in args.patterns.read_text(encoding="utf-8").split("\n") if line.strip()]
    with open(args.out, "w", encoding="utf-8") as out:
        for n in range(args.times):
            r = random.Random(n)
            order = r.sample(patterns, len(patterns))
            for k in range(0, len(order), 10):
                doc = [sentence(p, Draw(f"{n}/{k}/{i}")) for i, p in enumerate(order[k : k + 10])]
                out.write(json.dumps({"set": "invented", "id": f"invented/{n}/{k}", "held": n == 0, "misc": True, "sentences": doc}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
