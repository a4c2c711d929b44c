"""Name stock of the demo: common names of four languages, and stems for rarer family names.

Given names: "name" or "name:nickname/nickname". Russian names are written in Cyrillic; Latin forms
are derived by transliteration.
"""

IT, PL, RU, EN = range(4)
FEMALE, MALE = range(2)

GIVEN: dict[tuple[int, int], str] = {
    (IT, FEMALE): (
        "Giulia:Giuli/Giulietta Maria:Mari/Mariuccia Anna:Annina Francesca:Franci/Checca "
        "Sara:Sarina Laura:Lauretta Chiara:Chiaretta Elena:Lena Valentina:Vale "
        "Alessandra:Ale/Sandra Federica:Fede Martina:Marti Silvia:Silvietta Paola:Paoletta "
        "Roberta:Roby Giuseppina:Pina/Giusy Rosa:Rosetta Angela:Angelina "
        "Giovanna:Gianna/Vanna Teresa:Teresina Lucia:Lucy Carmela:Melina "
        "Caterina:Rina/Cate Antonella:Anto Elisabetta:Betta/Lisa Margherita:Rita/Marghe "
        "Eleonora:Nora Alice Beatrice:Bea Camilla:Cami Ludovica:Ludo Matilde:Mati Aurora "
        "Sofia:Sofi Giorgia:Gio Ilaria:Ila Veronica:Vero Stefania:Stefi Daniela:Dani "
        "Patrizia:Patty Cristina:Cri Monica:Moni Simona:Simo Barbara:Barbi Donatella:Dona "
        "Loredana:Lory Concetta:Tina Immacolata:Imma Agnese Noemi Cecilia:Ceci Viola Gaia "
        "Michela:Miky Raffaella:Raffa Luisa:Gigia Marta Emma Irene Benedetta:Benny"
    ),
    (IT, MALE): (
        "Giuseppe:Beppe/Pino Antonio:Tonio/Nino Giovanni:Gianni/Nanni "
        "Francesco:Franco/Checco Luigi:Gigi Vincenzo:Enzo Salvatore:Totò/Turi "
        "Mario:Mariuccio Andrea:Andre Alessandro:Ale/Sandro Marco:Marchino Luca "
        "Roberto:Roby Stefano:Ste Domenico:Mimmo Paolo:Paolino Matteo:Teo "
        "Lorenzo:Renzo/Lollo Davide:Dado Simone:Simo Federico:Fede/Chicco Riccardo:Ricky "
        "Gabriele:Lele Michele:Miky Daniele:Dani Raffaele:Lello Leonardo:Leo Filippo:Pippo "
        "Tommaso:Tommy Edoardo:Edo Pietro:Piero Nicola:Nico Niccolò:Nico Alberto:Berto "
        "Claudio Massimo:Max Maurizio:Mauri Sergio Giorgio:Giorgino Angelo:Angiolino Bruno "
        "Carlo:Carletto Diego Emanuele:Manu Enrico:Chicco Fabio Gianluca:Luca Giacomo:Jack "
        "Ivan Mattia:Matti Mirko Samuele:Samu Umberto:Berto Valerio:Vale Vittorio:Vito "
        "Cristian:Cri Dario Elia Emilio Ernesto Ettore Eugenio:Gegè Fabrizio:Fabri "
        "Gaetano:Tano"
    ),
    (PL, FEMALE): (
        "Anna:Ania/Anka Maria:Marysia/Maja Katarzyna:Kasia/Kaśka Małgorzata:Gosia/Małgosia "
        "Agnieszka:Aga Barbara:Basia Ewa:Ewka Krystyna:Krysia Elżbieta:Ela Magdalena:Magda "
        "Joanna:Asia/Aśka Zofia:Zosia Aleksandra:Ola Monika:Monia Teresa:Tereska "
        "Danuta:Danka Natalia:Natalka Julia:Julka Karolina:Karola Marta:Martusia "
        "Beata:Beatka Dorota:Dorotka Halina:Hala Jadwiga:Jadzia Janina:Janka Alicja:Ala "
        "Jolanta:Jola Iwona:Iwonka Grażyna:Grażynka Paulina:Paula Justyna:Justynka "
        "Wiktoria:Wika Hanna:Hania Zuzanna:Zuzia Oliwia:Oliwka Weronika:Wera Kinga "
        "Patrycja:Pati Sylwia Izabela:Iza Emilia:Emilka Renata:Renia Urszula:Ula "
        "Bożena:Bożenka Stanisława:Stasia Dominika:Domi Ewelina:Ewelinka Klaudia "
        "Gabriela:Gabrysia Łucja"
    ),
    (PL, MALE): (
        "Piotr:Piotrek Krzysztof:Krzysiek/Krzyś Andrzej:Jędrek Tomasz:Tomek "
        "Jan:Janek/Jasiek Paweł:Pawełek Michał:Misiek Marcin:Marcinek Jakub:Kuba Adam:Adaś "
        "Stanisław:Staszek/Stach Marek:Mareczek Grzegorz:Grzesiek Łukasz:Łuki "
        "Wojciech:Wojtek Mateusz:Mati Mariusz:Mario Dariusz:Darek Zbigniew:Zbyszek "
        "Jerzy:Jurek Rafał:Rafałek Maciej:Maciek Robert:Robcio Kamil:Kamilek Jacek "
        "Józef:Józek Tadeusz:Tadek Ryszard:Rysiek Kacper:Kacperek Bartosz:Bartek "
        "Artur:Arturek Filip:Filipek Szymon:Szymek Sławomir:Sławek Janusz:Januszek "
        "Przemysław:Przemek Damian:Damianek Dawid:Dawidek Antoni:Antek Franciszek:Franek "
        "Henryk:Heniek Kazimierz:Kazik Mikołaj:Mikuś Aleksander:Olek/Alek Sebastian:Seba "
        "Wiktor:Wiktorek Leszek Bogdan:Boguś Igor Ignacy:Ignaś"
    ),
    (RU, FEMALE): (
        "Анна:Аня Мария:Маша Елена:Лена Ольга:Оля Наталья:Наташа Екатерина:Катя "
        "Татьяна:Таня Ирина:Ира Светлана:Света Юлия:Юля Анастасия:Настя Дарья:Даша "
        "Александра:Саша Ксения:Ксюша Виктория:Вика Полина:Поля Людмила:Люда Галина:Галя "
        "Надежда:Надя Любовь:Люба Валентина:Валя Евгения:Женя Алина:Аля Вера Яна "  # noqa: RUF001
        "Маргарита:Рита Кристина:Кристи Оксана:Ксана Лариса:Лара Софья:Соня Алёна Жанна "
        "Диана Зоя Инна"
    ),
    (RU, MALE): (
        "Александр:Саша/Шура Сергей:Серёжа Дмитрий:Дима/Митя Алексей:Лёша Андрей:Андрюша "
        "Михаил:Миша Иван:Ваня Евгений:Женя Владимир:Вова/Володя Николай:Коля Павел:Паша "
        "Виктор:Витя Юрий:Юра Олег:Олежка Игорь:Гоша Максим:Макс Роман:Рома Артём:Тёма "
        "Антон:Тоша Денис:Деня Илья:Илюша Кирилл:Кира Константин:Костя Григорий:Гриша "
        "Василий:Вася Борис:Боря Анатолий:Толя Вячеслав:Слава Леонид:Лёня Никита:Ник "
        "Георгий:Жора Степан:Стёпа Фёдор:Федя Тимур Глеб"
    ),
    (EN, FEMALE): (
        "Elizabeth:Liz/Beth Margaret:Maggie/Peggy Catherine:Kate/Cathy Jennifer:Jenny "
        "Patricia:Pat/Trish Susan:Sue Rebecca:Becky Victoria:Vicky Deborah:Debbie "
        "Jessica:Jess Samantha:Sam Alexandra:Alex Emily:Em Sarah:Sally Hannah "
        "Charlotte:Lottie Sophie:Soph Olivia:Liv Amelia:Millie Grace Lucy Eleanor:Ellie "
        "Abigail:Abby Georgia Katherine:Katie Christine:Chris Dorothy:Dot Helen:Nell "
        "Barbara:Barb Pamela:Pam Jacqueline:Jackie Philippa:Pippa Theresa:Tess Judith:Judy "
        "Joanne:Jo Alice Ruth Karen Fiona Heather Nicola:Nicky Imogen Harriet:Hattie "
        "Florence:Flo"
    ),
    (EN, MALE): (
        "William:Bill/Will Robert:Bob/Rob James:Jim/Jamie John:Jack Richard:Dick/Rick "
        "Michael:Mike Thomas:Tom Charles:Charlie Joseph:Joe Edward:Ted/Ed "
        "Christopher:Chris Daniel:Dan Matthew:Matt Anthony:Tony Andrew:Andy Joshua:Josh "
        "Benjamin:Ben Samuel:Sam Alexander:Alex Nicholas:Nick Jonathan:Jon Timothy:Tim "
        "Stephen:Steve Gregory:Greg Patrick:Paddy Peter:Pete David:Dave Kenneth:Ken "
        "Ronald:Ron Lawrence:Larry Henry:Harry Frederick:Fred Oliver:Ollie George Oscar "
        "Philip:Phil Simon:Si Graham Hugh Ian Keith Neil Alan:Al Leonard:Len Jeffrey:Jeff"
    ),
}

FAMILY: dict[int, str] = {
    IT: (
        "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno "
        "Gallo Conti De_Luca Mancini Costa Giordano Rizzo Lombardi Moretti Barbieri "
        "Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile "
        "Martinelli Vitale Lombardo Serra Coppola De_Santis D'Angelo Marchetti Parisi "
        "Villa Conte Ferraro Ferri Fabbri Bianco Marini Grasso Valentini Messina Sala "
        "De_Angelis Gatti Pellegrini Palumbo Sanna Farina Rizzi Monti Cattaneo Morelli "
        "Amato Silvestri Mazza Testa Grassi Pellegrino Carbone Giuliani Benedetti Barone "
        "Rossetti Caputo Montanari Guerra Palmieri Bernardi Martino Fiore De_Rosa Ferretti "
        "Bellini Basile Riva Donati Piras Vitali Battaglia Sartori Neri Costantini Milani "
        "Pagano Ruggiero D'Amico Sorrentino Orlando Damico Negri Mantovani Dell'Acqua "
        "Di_Stefano Lo_Presti"
    ),
    PL: (
        "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński "
        "Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski "
        "Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król Wieczorek "
        "Jabłoński Wróbel Nowakowski Majewski Olszewski Stępień Malinowski Jaworski "
        "Adamczyk Dudek Nowicki Pawlak Górski Witkowski Walczak Sikora Baran Rutkowski "
        "Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski Marciniak "
        "Jasiński Zawadzki Bąk Jakubowski Sadowski Duda Włodarczyk Wilk Chmielewski "
        "Borkowski Sokołowski Szczepański Sawicki Kucharski Lis Maciejewski Kubiak "
        "Kalinowski Mazurek Wysocki Kołodziej Kaźmierczak Czarnecki Sobczak Konieczny "
        "Urbański Głowacki Wasilewski Sikorski"
    ),
    RU: (
        "Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров "
        "Морозов Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев "
        "Орлов Андреев Макаров Никитин Захаров Зайцев Соловьёв Борисов Яковлев Григорьев "
        "Романов Воробьёв Сергеев Кузьмин Фролов Александров Дмитриев Королёв Гусев "
        "Киселёв Ильин Максимов Поляков Сорокин Виноградов Ковалёв Белов Медведев Антонов "
        "Тарасов Жуков Баранов Филиппов Комаров Давыдов Беляев Герасимов Богданов Осипов "
        "Сидоров Матвеев Титов Марков Миронов Крылов Куликов Карпов Власов Мельников "
        "Денисов Гаврилов Тихонов Казаков Афанасьев Данилов Савельев Тимофеев Фомин Чернов "
        "Абрамов Щербаков Вишневский Островский Покровский Раевский Юдин Шубин Хохлов "
        "Цветков Чайкин Яшин"
    ),
    EN: (
        "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson "
        "Evans Walker White Roberts Green Hall Wood Jackson Clarke Harris Clark Turner "
        "Hill Cooper Ward Moore Morris King Watson Harrison Morgan Baker Patel Young Allen "
        "Mitchell Anderson Phillips Lee Bell Parker Davis Bennett Miller Cook Shaw "
        "Richardson Carter Collins Marshall Bailey Gray Cox Adams Wilkinson Foster Chapman "
        "Mason Russell Powell Webb Rogers Hunt Mills Holmes Palmer Matthews Gibson Fisher "
        "Barnes Knight Lloyd Butler Price Stevens Jenkins Murphy O'Brien O'Connor Fletcher "
        "Dixon Reynolds Simpson Ellis Fox"
    ),
}

# stem and endings: each pair is a rarer family name
FAMILY_STEMS: dict[int, tuple[str, str]] = {
    IT: (
        "Bern Cast Mart Pell Zan Fav Bell Mor Lanz Guid Tom Bald Vign Fior Sart Cav Bon "
        "Mass Gal Trev Cor Zamb Batt Pasq Tond Mag Viv Rost Sil Ang Borgh Cant Furl Lucch "
        "Mol Nard Orl Pozz Quart Ramp",
        "ini etti elli oni ucci acci ardi otto esi ato ani in ella aro",
    ),
    PL: (
        "Brzez Czarn Dobr Gaw Gnat Jagod Kal Klim Koch Kraj Lub Łuk Mil Niedź Ogr Paw Rad "
        "Rak Sam Sob Star Szub Tarn Tracz Ur Wal Wier Wod Zag Żar Żuk Bor Choj Cieś Dyl "
        "Fil Gór Hern Jaw Kos",
        "owski iński czyk ecki ewicz ak ek arz icki oń",
    ),
    RU: (
        "Арханг Берез Верш Глуш Дубр Ерм Журав Зим Кал Лукаш Мал Нест Ольш Перв Рыб Син "
        "Тур Ушак Филат Хар Чист Шевел Щук Юрк Яблок",  # noqa: RUF001
        "ов ин ков ский ёв ников",
    ),
    EN: (
        "Ash Black Brad Brom Burn Clay Crad Den East Fair Farn Green Hart Hay Hol Kings "
        "Lang Lin Mel Nor Old Pem Red Shel Stan Thorn Wal West Whit Win",
        "ton ley ford well worth by field wood son man ham stead",
    ),
}

# letters whose dropped accent is not a matter of Unicode decomposition
PLAIN_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "đ": "d"})

_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_COMMON = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya"
_PASSPORT = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia"
_POLISH = "a b w g d ie jo ż z i j k ł m n o p r s t u f ch c cz sz szcz _ y _ e ju ja"


def _table(latin: str) -> dict[str, str]:
    pairs = zip(_CYRILLIC, latin.split(), strict=True)
    return {letter: "" if sound == "_" else sound for letter, sound in pairs}


COMMON_LATIN = _table(_COMMON)
PASSPORT_LATIN = _table(_PASSPORT)
POLISH_LATIN = _table(_POLISH)
