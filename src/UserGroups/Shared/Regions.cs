namespace UserGroups.Shared;

/// <summary>The parts of the world that staff roles and budgets can be limited to.</summary>
public static class Regions
{
    /// <summary>Key and name of each region, in the order shown.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["africa"] = "Africa",
        ["americas"] = "Americas",
        ["asia"] = "Asia",
        ["europe"] = "Europe",
        ["oceania"] = "Oceania",
        ["online"] = "Online",
    };

    public static bool Exists(string? region) => region is not null && Names.ContainsKey(region);

    /// <summary>The region of a country by its ISO 3166-1 alpha-2 code; "asia" also for the Middle East. An unknown code is "online".</summary>
    public static string OfCountry(string countryCode) => Countries.FirstOrDefault(c => c.Value.Contains(countryCode)).Key ?? "online";

    // By the United Nations' M49 areas; Cyprus and the Caucasus stand with Europe and Asia as M49 has them (Cyprus: Asia).
    private static readonly Dictionary<string, HashSet<string>> Countries = new()
    {
        ["africa"] = Codes("AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW"),
        ["americas"] = Codes("AG AI AR AW BB BL BM BO BQ BR BS BV BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI"),
        ["asia"] = Codes("AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE"),
        ["europe"] = Codes("AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK"),
        ["oceania"] = Codes("AQ AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS"),
    };

    private static HashSet<string> Codes(string list) => [.. list.Split(' ')];
}
