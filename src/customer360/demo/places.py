"""Towns and streets, with the distance from each town to each shop."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from customer360.demo.rand import Bools, Floats, Ints
from customer360.demo.text import join, number, pool, take

ITALY, POLAND = 0, 1

# town|region|postal prefix|latitude|longitude|thousand inhabitants|registry code|phone area|sea
_ITALIAN = """
Milano|MI|201|45.46|9.19|1370|F205|02|
Roma|RM|001|41.90|12.50|2750|H501|06|
Torino|TO|101|45.07|7.69|850|L219|011|
Napoli|NA|801|40.85|14.27|910|F839|081|
Bologna|BO|401|44.49|11.34|390|A944|051|
Firenze|FI|501|43.77|11.26|360|D612|055|
Genova|GE|161|44.41|8.93|560|D969|010|sea
Venezia|VE|301|45.44|12.33|250|L736|041|sea
Verona|VR|371|45.44|10.99|255|L781|045|
Padova|PD|351|45.41|11.88|205|G224|049|
Bari|BA|701|41.12|16.87|315|A662|080|sea
Palermo|PA|901|38.12|13.36|630|G273|091|sea
Catania|CT|951|37.50|15.09|300|C351|095|sea
Brescia|BS|251|45.54|10.22|197|B157|030|
Bergamo|BG|241|45.70|9.67|120|A794|035|
Parma|PR|431|44.80|10.33|196|G337|0521|
Modena|MO|411|44.65|10.92|184|F257|059|
Reggio nell'Emilia|RE|421|44.70|10.63|171|H223|0522|
Rimini|RN|479|44.06|12.57|150|H294|0541|sea
Trieste|TS|341|45.65|13.77|200|L424|040|sea
Udine|UD|331|46.06|13.24|98|L483|0432|
Trento|TN|381|46.07|11.12|118|L378|0461|
Bolzano|BZ|391|46.50|11.35|106|A952|0471|
Perugia|PG|061|43.11|12.39|162|G478|075|
Ancona|AN|601|43.62|13.51|99|A271|071|sea
Pescara|PE|651|42.46|14.21|118|G482|085|sea
Cagliari|CA|091|39.22|9.12|149|B354|070|sea
Livorno|LI|571|43.55|10.31|153|E625|0586|sea
Pisa|PI|561|43.72|10.40|90|G702|050|
Lucca|LU|551|43.84|10.50|89|E715|0583|
Siena|SI|531|43.32|11.33|53|I726|0577|
Como|CO|221|45.81|9.09|84|C933|031|
Monza|MB|209|45.58|9.27|123|F704|039|
Novara|NO|281|45.45|8.62|102|F952|0321|
Vicenza|VI|361|45.55|11.54|111|L840|0444|
Lecce|LE|731|40.35|18.17|95|E506|0832|
Salerno|SA|841|40.68|14.77|128|H703|089|sea
Latina|LT|041|41.47|12.90|127|E472|0773|
Sesto San Giovanni|MI|200|45.53|9.23|79|I690|02|
Viareggio|LU|550|43.87|10.25|61|L833|0584|sea
"""
_POLISH = """
Warszawa|mazowieckie|00|52.23|21.01|1860|Z127|22|
Kraków|małopolskie|30|50.06|19.94|800|Z127|12|
Łódź|łódzkie|90|51.76|19.46|650|Z127|42|
Wrocław|dolnośląskie|50|51.11|17.04|670|Z127|71|
Poznań|wielkopolskie|60|52.41|16.93|540|Z127|61|
Gdańsk|pomorskie|80|54.35|18.65|486|Z127|58|
Gdynia|pomorskie|81|54.52|18.53|240|Z127|58|sea
Sopot|pomorskie|81|54.44|18.56|32|Z127|58|sea
Szczecin|zachodniopomorskie|70|53.43|14.55|390|Z127|91|
Lublin|lubelskie|20|51.25|22.57|330|Z127|81|
Katowice|śląskie|40|50.26|19.02|285|Z127|32|
Gliwice|śląskie|44|50.29|18.67|172|Z127|32|
Bydgoszcz|kujawsko-pomorskie|85|53.12|18.01|330|Z127|52|
Toruń|kujawsko-pomorskie|87|53.01|18.60|196|Z127|56|
Białystok|podlaskie|15|53.13|23.16|292|Z127|85|
Rzeszów|podkarpackie|35|50.04|22.00|197|Z127|17|
Kielce|świętokrzyskie|25|50.87|20.63|184|Z127|41|
Olsztyn|warmińsko-mazurskie|10|53.78|20.48|168|Z127|89|
Bielsko-Biała|śląskie|43|49.82|19.04|166|Z127|33|
Nowy Sącz|małopolskie|33|49.62|20.69|81|Z127|18|
"""
_ITALIAN_STREETS = """
Via Roma;Via Garibaldi;Via Mazzini;Corso Italia;Via Dante Alighieri;Via Verdi;Via Cavour;
Via Marconi;Viale della Libertà;Via Matteotti;Via dei Mille;Piazza San Marco;Via Manzoni;
Via Leopardi;Via Galileo Galilei;Via XX Settembre;Via 4 Novembre;Corso Vittorio Emanuele II;
Via Giacomo Puccini;Via Trento;Via Trieste;Viale Europa;Via San Francesco d'Assisi;
Via dell'Industria;Via delle Rose;Via dei Tigli;Via Carducci;Via Pascoli;Via A. Volta;
Via Kennedy;Via Piave;Via Monte Grappa;Via della Repubblica;Largo Augusto;Vicolo Stretto;
Via Nazionale;Via Fratelli Rosselli;Via Don Minzoni;Via Aldo Moro;Via Gramsci;Viale Monza;
Via Ripamonti;Via Appia Nuova;Via Toledo;Via del Corso;Via Emilia;Strada Maggiore;
Via Santa Lucia;Via S. Giuseppe;Via Bixio
"""
_POLISH_STREETS = """
ul. Polna;ul. Leśna;ul. Słoneczna;ul. Krótka;ul. Szkolna;ul. Ogrodowa;ul. Lipowa;ul. Łąkowa;
ul. Brzozowa;ul. Kwiatowa;ul. Kościelna;ul. Sosnowa;ul. Zielona;ul. Parkowa;ul. Akacjowa;
ul. Kolejowa;ul. Długa;al. Jana Pawła II;ul. Mickiewicza;ul. Słowackiego;ul. Kościuszki;
ul. Sienkiewicza;ul. Konopnickiej;ul. Piłsudskiego;ul. 3 Maja;ul. 1 Maja;ul. Mostowa;
ul. Rynek;pl. Wolności;ul. Żeromskiego;ul. Reymonta;ul. Warszawska;ul. Krakowska;ul. Gdańska;
ul. Wojska Polskiego;al. Niepodległości;ul. Marszałkowska;ul. Piotrkowska;ul. Świętojańska;
ul. Grunwaldzka
"""


@dataclass(frozen=True)
class Towns:
    """Towns of both countries.

    Attributes:
        name: Pool of names; region, postal, registry and area likewise, shape (t,).
        country: 0 Italy, 1 Poland, shape (t,).
        where: Latitude and longitude in degrees, shape (t, 2).
        weight: Inhabitants in thousands, shape (t,).
        sea: Whether people go there for the summer, shape (t,).
        streets: Pool of street names, Italian ones first.
        italian_streets: How many of them are Italian.
    """

    name: Any
    region: Any
    postal: Any
    registry: Any
    area: Any
    country: Ints
    where: Floats
    weight: Floats
    sea: Bools
    streets: Any
    italian_streets: int

    def code(self, name: str) -> int:
        """Position of a town by its name."""
        return int(self.name.index(name).as_py())

    def postal_text(self, towns: Ints, digits: Ints) -> Any:
        """Write postal codes: 20121 in Italy, 00-950 in Poland.

        Args:
            towns: Towns, shape (n,).
            digits: Number below 1000 that tells the district, shape (n,).

        Returns:
            String array of length n.
        """
        polish = self.country[towns] == POLAND
        within = np.where(polish, digits, digits % 30)
        tails = pool([f"{i:02d}" for i in range(100)] + [f"-{i:03d}" for i in range(1000)])
        return join(take(self.postal, towns), take(tails, np.where(polish, 100 + within, within)))

    def landline(self, towns: Ints, digits: Ints) -> Any:
        """Write the national form of fixed phone numbers, shape (n,)."""
        return join(take(self.area, towns), number(digits, 7))


@lru_cache(maxsize=1)
def load() -> Towns:
    """Build the towns once."""
    italian = [line.split("|") for line in _ITALIAN.strip().splitlines()]
    polish = [line.split("|") for line in _POLISH.strip().splitlines()]
    rows = italian + polish
    streets = [s.strip() for s in _ITALIAN_STREETS.replace("\n", "").split(";")]
    foreign = [s.strip() for s in _POLISH_STREETS.replace("\n", "").split(";")]
    return Towns(
        name=pool([row[0] for row in rows]),
        region=pool([row[1] for row in rows]),
        postal=pool([row[2] for row in rows]),
        registry=pool([row[6] for row in rows]),
        area=pool([row[7] for row in rows]),
        country=np.array([ITALY] * len(italian) + [POLAND] * len(polish), dtype=np.int64),
        where=np.array([[float(row[3]), float(row[4])] for row in rows]),
        weight=np.array([float(row[5]) for row in rows]),
        sea=np.array([row[8] == "sea" for row in rows]),
        streets=pool(streets + foreign),
        italian_streets=len(streets),
    )
