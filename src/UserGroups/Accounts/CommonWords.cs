namespace UserGroups.Accounts;

/// <summary>
/// Words that passwords are most often made of, put together by us from what every year's lists of leaked passwords have in common.
/// Held as stems: a rule joins them (one word, two words, digits and signs around them, 4 for a), so that these 546 words stand for
/// more than 200,000 combinations of letters alone, among them every well-known password of twelve and more characters that is words.
/// </summary>
public static class CommonWords
{
    /// <summary>What this portal is about; nobody should open it with its own name.</summary>
    public static readonly IReadOnlyList<string> Product =
        ["user", "group", "groups", "usergroup", "usergroups", "community", "chapter", "chapters", "member", "members", "meetup", "meetups", "event", "events", "portal", "vendor", "sponsor", "sponsorship", "organizer"];

    private const string Stems = """
        abc abcd access account admin administrator ajax alejandro alexander alexandra always amanda amazing amazon america amor amore amour and andreas
        andrew android angel anna anthony anything apple april are arsenal asdf ashley asshole august autumn awesome azerty baby babyboy babygirl bad bailey
        banana barcelona baseball basketball batman bayern bear beautiful berlin best bienvenue big biscuit bitch black blessed blink blue bonjour booty
        brandon brazil brother business buster butterfly camille canada captain carlos cash cat champion changeit changeme charlie cheese chelsea chicken
        chocolate chouchou christ christian church ciao cisco claudia coder coffee college commander company computer contrasena cookie cool corvette coucou
        cowboy cowboys crazy cricket crystal daddy daniel dark database david day december default demo deutschland developer diamond dick dima docker doctor
        dog dollar dolphin dortmund dotnet doudou dragon eagle earth eight elephant elizabeth eminem engineer england enter estrella example facebook faith
        falcon family father february ferrari fire first five flower football for forest forever fortnite four france franz freedom friday friend friends
        fruhling fuckme fuckoff fuckyou fussball galaxy game gamer games gaming garden garfield geheim general george germany ginger github gitlab gold golden
        golf good goodbye google great green guest guitar hacker hacking hallo hamburg hannah happy harley haslo heaven hejsan hello herbst hockey hola
        holland home honda honey hope horse hottie house hunter hurricane iloveyou india instagram internal internet iphone ireland iron ironman italia
        jackson january java javascript jennifer jessica jesus jordan joshua juergen julia july june jupiter justin juventus kasia kennwort kevin killer king
        kitten knight kochanie lakers laptop last laura letme letmein letsgo liberty liebling light lightning linux lion lisa liverpool login logmein logon
        london losenord loulou love lovely lover loveyou lucky madrid maggie magic major manager manchester march maria mario marseille martin master matrix
        matthew maximilian mega mercedes merci mercury metal metallica mexico michael mickey microsoft minecraft mishka mommy monday money monkey moon
        moonlight motdepasse mother mountain muenchen music mustang mystery napoli natasha naughty netflix network never new next nicolas nicole night nihon
        nine ninja nintendo nirvana norge norway not nothing november ocean october office old oliver one opensesame openup oracle orange orgasm oslo panda
        paris parola pass passcode passphrase password passwords passwort patrick peanut penguin pepper perkele peter phoenix piano pikachu pilot pink pirate
        planet playboy player playstation please pokemon police polska porsche power prince princesa princess private public puppy purple pussy python queen
        qwerty qwertz rabbit rainbow red river robert roblox rock rocket root rugby sabine sakura salasana samantha sample samsung samurai sandra sarah
        saturday saturn schalke schatz school scooter sebastian secret security senha september server service sesame seven sexy shadow signin silver sister
        six sky slipknot smile snake snoopy soccer soldier soleil something sommar sommer sonic sonnenschein spider spiderman spotify spring star starlight
        startrek starwars steel steelers stefan stone storm student sugar summer sun sunday sunshine suomi super superman superuser support susanne sverige
        sweden sweet sweetheart system teacher teamo temp temporary ten tennis test tester testing thankyou the thomas three thunder thursday tiger tigger
        time today tomorrow toyota trust trustme trustno tuesday turtle twitter two ultra universe university user username victoria voetbal wachtwoord
        warrior water wednesday welcome welkom whatever whiskey white wien william willkommen wind windows winner winter wizard woaini wolf wolfgang word
        world xbox xyz yamaha yankees year yellow yesterday you youtube zelda zero zhongguo zurich zvezda zxcv
        """;

    public static readonly IReadOnlySet<string> All = Stems.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
