namespace UserGroups.Chapters;

/// <summary>What every chapter promises to those who come. The version is kept with each acceptance; a new text gets a new version.</summary>
public static class CodeOfConduct
{
    public const string Version = "2026-01";

    public const string Text = """
        ## What you can expect from every group here

        - **Everybody is welcome**, whatever they know, wherever they work, whoever they are. Nobody is harassed, laughed at or left standing alone.
        - **Peers come first.** Talks come from people who use the product. The vendor and partners may speak, openly as such, and for less than half of the time.
        - **No selling.** Names and addresses of those who come are for the group's own meetups. They are not handed to anybody, the vendor included.
        - **Open doors.** Meetups are open to users of every company, competitors too, and cost nothing or no more than the room does.
        - **Honest money.** What was given for food and room is spent on food and room, and the report says so.

        ## When something goes wrong

        Speak to an organizer, or write to the vendor's community managers. Whoever hears of it acts: a word, a request to leave, or an end to the group's place here. Nobody suffers for having spoken up.
        """;
}
