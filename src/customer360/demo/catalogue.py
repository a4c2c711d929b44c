"""The assortment: articles with barcode, price steps, cost, and how much each one sells."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from customer360.demo.clock import Calendar
from customer360.demo.rand import Bools, Floats, Ints, Streams, chance, weighted
from customer360.demo.text import pool

ARTICLES = 600
EUR, PLN = 0, 1
ZLOTY = 4.29  # shelf prices in Poland follow a fixed house rate
_CLOTHES = "lana;lino;cotone bio;seta;velluto;misto cachemire;denim;jersey"
_HOUSE = "ceramica;legno d'ulivo;vetro;lino;cotone;bambù;ghisa;terracotta"

# category|weight|subcategory|nouns|qualities|price from|price to
_ASSORTMENT = f"""
Abbigliamento donna|22|Maglieria|Maglione;Cardigan;Dolcevita|{_CLOTHES}|39|149
Abbigliamento donna|22|Abiti|Abito lungo;Abito corto;Gonna|{_CLOTHES}|49|189
Abbigliamento donna|22|Camicie|Camicia;Blusa;Top|{_CLOTHES}|29|99
Abbigliamento donna|22|Capispalla|Cappotto;Trench;Giacca|{_CLOTHES}|119|349
Abbigliamento uomo|15|Camicie uomo|Camicia slim;Camicia regular|{_CLOTHES}|35|99
Abbigliamento uomo|15|Pantaloni|Chino;Jeans;Pantalone|{_CLOTHES}|45|129
Abbigliamento uomo|15|Maglieria uomo|Pullover;Gilet;Polo|{_CLOTHES}|39|139
Accessori|13|Borse|Borsa a spalla;Zaino;Pochette|pelle;ecopelle;canvas;rafia|35|220
Accessori|13|Sciarpe e guanti|Sciarpa;Guanti;Berretto|lana;cachemire;pile;cotone|15|79
Accessori|13|Bigiotteria|Collana;Orecchini;Bracciale|argento;ottone;perle;resina|12|69
Scarpe|9|Scarpe donna|Stivaletto;Ballerina;Sandalo|pelle;camoscio;tela|49|169
Scarpe|9|Scarpe uomo|Mocassino;Sneaker;Derby|pelle;camoscio;tela|59|189
Casa|15|Tavola|Piatto;Tazza;Caraffa;Vassoio|{_HOUSE}|8|59
Casa|15|Tessili|Tovaglia "Ginestra", 140x180;Plaid;Asciugamano|lino;cotone;spugna;lana|14|89
Casa|15|Illuminazione|Lampada da tavolo;Lanterna|ottone;vetro;ceramica|29|159
Casa|15|Profumo d'ambiente|Candela;Diffusore|lavanda;fico;agrumi;ambra;cedro|9|45
Cucina|9|Pentole|Padella;Casseruola;Moka|ghisa;rame;acciaio|19|139
Cucina|9|Utensili|Tagliere;Set coltelli;Mestolo|ulivo;acciaio;silicone|9|79
Gastronomia|12|Olio e aceto|Olio EVO, 500 ml;Aceto balsamico|Toscana;Puglia;Modena;Liguria|7|39
Gastronomia|12|Dolci|Panettone;Torrone;Cantucci;Gianduiotti|classico;pistacchio;mandorla|5|34
Gastronomia|12|Vini|Vino rosso;Vino bianco;Spumante|Chianti;Soave;Franciacorta;Etna|8|42
Gastronomia|12|Sfuso|Olive;Pecorino;Confetti;Mandorle|dolce;stagionato;verde|12|36
Regali|5|Cesti|Cesto regalo;Scatola degustazione|piccolo;grande;"Sapori d'Italia"|25|129
Regali|5|Cartoleria|Agenda;Quaderno;Biglietto|pelle;carta di Amalfi;fiori|4|39
Regali|5|Bambini|Peluche;Gioco in legno;Puzzle|orso;treno;animali;mappa|9|59
"""
_BRANDS = (
    "Ginestra;Ginestra Casa;Lentamente;Filo & Trama;Bottega Alba;Terra Nostra;Nordica;"
    "Ardesia;Cascina Lume;Marelli & Figli;Opificio 12;Sottobosco;La Dispensa;Vetreria Lido;"
    "Pietra Viva;Corallo;Malva;Zefiro;Łąka;Borówka;Słońce i Len;Wit & Weft;Harbour Lane;"
    "Old Mill;Kraina;Ostia;Rovere;Brezza;Tessera;Quercia"
)
_WEIGHED = "Sfuso"
# what sells when: category -> factor by month, January first
_SEASON = {
    "Accessori": [1.2, 1.0, 0.9, 0.9, 0.9, 1.0, 1.0, 0.9, 1.0, 1.2, 1.3, 1.4],
    "Scarpe": [1.0, 0.9, 1.1, 1.2, 1.2, 1.1, 1.1, 0.9, 1.2, 1.2, 1.0, 0.8],
    "Gastronomia": [0.8, 0.9, 1.1, 1.1, 0.8, 0.8, 0.7, 0.8, 0.9, 1.0, 1.4, 2.3],
    "Regali": [0.6, 1.1, 0.8, 0.8, 1.2, 0.8, 0.6, 0.6, 0.8, 0.8, 1.5, 3.2],
    "Casa": [1.1, 1.0, 1.1, 1.1, 1.1, 1.0, 0.9, 0.8, 1.1, 1.1, 1.1, 1.2],
}


@dataclass(frozen=True)
class Catalogue:
    """Articles; every array is by article, shape (a,), unless said otherwise.

    Attributes:
        sku: Article number; ean: barcode, 13 digits.
        name: Name in the web shop; till_name: text that the till prints.
        category: Category code; categories: their names.
        subcategory: Name; brand: name.
        weighed: Whether it is sold by weight.
        returnable: Whether it may come back; food may not.
        price: Shelf price in cents, shape (2 currencies, months, a).
        cost: Unit cost in euro cents, shape (months, a).
        changed: Month of the last change of price and cost, by month, shape (months, a).
        share: How much each article sells, cumulative over the articles.
        bounds: First article of each category, and the end, shape (categories + 1,).
        season: Weight of each category by month of the year, shape (12, categories).
    """

    sku: Any
    ean: Any
    name: Any
    till_name: Any
    category: Ints
    categories: list[str]
    subcategory: Any
    brand: Any
    weighed: Bools
    returnable: Bools
    price: Ints
    cost: Ints
    changed: Ints
    share: Floats
    bounds: Ints
    season: Floats

    @property
    def n(self) -> int:
        """Number of articles."""
        return len(self.category)

    def draw(self, rng: np.random.Generator, categories: Ints) -> Ints:
        """Draw an article within each category of the given ones, shape (n,)."""
        padded = np.r_[0.0, self.share]
        low, high = padded[self.bounds[categories]], padded[self.bounds[categories + 1]]
        found = np.searchsorted(
            self.share, low + rng.random(len(categories)) * (high - low), "right"
        )
        first, last = self.bounds[categories], self.bounds[categories + 1] - 1
        article: Ints = np.clip(found, first, last).astype(np.int64)
        return article


def ean_check(twelve: Ints) -> Ints:
    """Check digit of an EAN-13.

    Args:
        twelve: The first twelve digits as a number, shape (n,).

    Returns:
        Digit 0 to 9, shape (n,).
    """
    powers = 10 ** np.arange(11, -1, -1, dtype=np.int64)
    digits = (twelve[:, None] // powers) % 10
    check: Ints = (10 - (digits @ np.array([1, 3] * 6)) % 10) % 10
    return check


def make(streams: Streams, calendar: Calendar) -> Catalogue:
    """Make the assortment.

    Args:
        streams: Random streams.
        calendar: Days of the run.

    Returns:
        About 600 articles in 8 categories, grouped by category.
    """
    rng = streams.get("catalogue")
    rows = [line.split("|") for line in _ASSORTMENT.strip().splitlines()]
    per_row = np.full(len(rows), ARTICLES // len(rows))
    of_row = np.repeat(np.arange(len(rows)), per_row)
    n = len(of_row)
    nouns, qualities, brands = _words(rng, rows, of_row)
    names = [f"{noun} {q}" for noun, q in zip(nouns, qualities, strict=True)]
    categories = list(dict.fromkeys(row[0] for row in rows))
    category = np.array([categories.index(row[0]) for row in rows], dtype=np.int64)[of_row]
    subcategory = [rows[i][2] for i in of_row]
    twelve = 803_000_000_000 + 1_000 * rng.integers(100, 99_999, n) + np.arange(n)
    price, changed = _prices(rng, rows, of_row, len(calendar.month_starts))
    popularity = 1.0 / (1 + rng.permutation(n) % (ARTICLES // len(rows))) ** 0.7
    prefix = [categories[c][:1] + subcategory[i][:2] for i, c in enumerate(category)]
    weights = {row[0]: float(row[1]) for row in rows}
    return Catalogue(
        sku=pool(
            [f"{p.upper()}-{i:05d}" for p, i in zip(prefix, 10_000 + 7 * np.arange(n), strict=True)]
        ),
        ean=pool([str(code) for code in twelve * 10 + ean_check(twelve)]),
        name=pool([f"{name} {b}" for name, b in zip(names, brands, strict=True)]),
        till_name=pool([name.upper()[:28] for name in names]),
        category=category,
        categories=categories,
        subcategory=pool(subcategory),
        brand=pool(brands),
        weighed=np.array([s == _WEIGHED for s in subcategory]),
        returnable=np.array([categories[c] != "Gastronomia" for c in category]),
        price=price,
        cost=np.round(price[EUR] * rng.uniform(0.34, 0.62, n) / 1.22).astype(np.int64),
        changed=changed,
        share=np.cumsum(popularity),
        bounds=np.searchsorted(category, np.arange(len(categories) + 1)).astype(np.int64),
        season=np.array(
            [[weights[c] * _SEASON.get(c, [1.0] * 12)[m] for c in categories] for m in range(12)]
        ),
    )


def _words(
    rng: np.random.Generator, rows: list[list[str]], of_row: Ints
) -> tuple[list[str], list[str], list[str]]:
    draws = rng.random((3, len(of_row)))
    nouns, qualities, brands = [], [], []
    stock = _BRANDS.split(";")
    for i, row in enumerate(of_row):
        choices = rows[row][3].split(";"), rows[row][4].split(";")
        nouns.append(choices[0][int(draws[0, i] * len(choices[0]))])
        qualities.append(choices[1][int(draws[1, i] * len(choices[1]))])
        # each subcategory carries ten brands, neighbouring ones share some
        brands.append(stock[int(row + draws[2, i] ** 2 * 10) % len(stock)])
    return nouns, qualities, brands


def _prices(
    rng: np.random.Generator, rows: list[list[str]], of_row: Ints, months: int
) -> tuple[Ints, Ints]:
    n = len(of_row)
    low = np.log([float(row[5]) for row in rows])[of_row]
    high = np.log([float(row[6]) for row in rows])[of_row]
    base = np.exp(low + (high - low) * rng.beta(1.6, 2.6, n))
    # prices rise in March and September, each time for a part of the assortment
    rises = chance(rng, months * n, 0.03).reshape(months, n)
    rises[0] = False
    factor = np.cumprod(np.where(rises, rng.uniform(1.03, 1.09, (months, n)), 1.0), axis=0)
    changed = np.maximum.accumulate(np.where(rises, np.arange(months)[:, None], 0), axis=0)
    euros = np.floor(base * factor)
    ending = np.where(weighted(rng, [0.7, 0.3], n) == 0, 90, 50)
    price_eur = euros * 100 + ending
    price_pln = np.floor(euros * ZLOTY) * 100 + 99
    return np.stack([price_eur, price_pln]).astype(np.int64), changed.astype(np.int64)
