using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Web.Chapters;

/// <summary>The first page: what it is called and where it meets.</summary>
public sealed class WhereForm
{
    [Required, StringLength(Chapter.NameLength), Display(Name = "Name of the group")]
    public string Name { get; set; } = "";

    [StringLength(120), Display(Name = "City")]
    public string? City { get; set; }

    /// <summary>Which of the cities of that name.</summary>
    [Display(Name = "Which one do you mean?")]
    public int? CityId { get; set; }

    [Display(Name = "We only meet online")]
    public bool OnlineOnly { get; set; }

    [Required, StringLength(10), Display(Name = "Language of the meetups")]
    public string Language { get; set; } = "en";

    [BindNever]
    public long? Id { get; set; }

    [BindNever]
    public IReadOnlyList<City> Choices { get; set; } = [];

    internal IEnumerable<SelectListItem> Options => Choices.Select(c => new SelectListItem(c.Label, c.GeonameId.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    internal static IEnumerable<SelectListItem> LanguageOptions => Languages.All.Select(l => new SelectListItem(l.Name, l.Code)).Prepend(new SelectListItem("Choose a language", ""));
}

/// <summary>From typed words to a city: the label as it was suggested, the only one of that name, or the one that was chosen.</summary>
public sealed class CityChoice(CityIndex cities)
{
    /// <exception cref="RuleException">No city, or several: then the page asks which.</exception>
    public WhereAnswers Read(WhereForm form)
    {
        if (form.OnlineOnly)
            return new WhereAnswers(form.Name, form.Language, null, true);
        var found = ChoicesFor(form);
        if (string.IsNullOrWhiteSpace(form.City))
            throw new RuleException("Tell us the city, or tick that you only meet online.", "City");
        if (found.Count == 0)
            throw new RuleException($"We know no city called “{form.City.Trim()}”. Name the nearest one with 15,000 people or more.", "City");
        var city = Exact(form.City) ?? found.FirstOrDefault(c => c.GeonameId == form.CityId) ?? (found.Count == 1 ? found[0] : null);
        return new WhereAnswers(form.Name, form.Language, (city ?? throw new RuleException("There are several. Choose the one you mean.", "CityId")).GeonameId, false);
    }

    public IReadOnlyList<City> ChoicesFor(WhereForm form) => form.OnlineOnly || string.IsNullOrWhiteSpace(form.City) ? [] : cities.Search(form.City, 8);

    /// <summary>The city whose label was typed or picked from the suggestions.</summary>
    public City? Exact(string? label) => cities.Search(label, 8).FirstOrDefault(c => string.Equals(c.Label, label?.Trim(), StringComparison.OrdinalIgnoreCase));
}

/// <summary>The second page: why, and with whom.</summary>
public sealed class WhatForm
{
    [Required, StringLength(Chapter.FocusLength), Display(Name = "What the group is about")]
    public string Focus { get; set; } = "";

    [Required, StringLength(Chapter.WhyLength), Display(Name = "Why here, why now")]
    public string Why { get; set; } = "";

    [Required, Display(Name = "First meetup, about"), DataType(DataType.Date)]
    public DateOnly? FirstMeetup { get; set; }

    [Required, StringLength(Person.NameLength), Display(Name = "Name of your co-organizer")]
    public string CoOrganizerName { get; set; } = "";

    [Required, StringLength(Person.EmailLength), EmailAddress, Display(Name = "Email of your co-organizer")]
    public string CoOrganizerEmail { get; set; } = "";

    [BindNever]
    public long Id { get; set; }

    public static WhatForm Of(Chapter c) => new()
    {
        Id = c.Id,
        Focus = c.Focus,
        Why = c.Why,
        FirstMeetup = c.ExpectedFirstMeetup,
        CoOrganizerName = c.CoOrganizerName,
        CoOrganizerEmail = c.CoOrganizerEmail,
    };
}

/// <summary>The last question.</summary>
public sealed class ConductForm
{
    [Display(Name = "We accept the code of conduct, for the group and everybody who organizes it")]
    public bool Conduct { get; set; }

    /// <summary>The version that was shown.</summary>
    [StringLength(20)]
    public string? ConductVersion { get; set; } = CodeOfConduct.Version;
}

/// <summary>All answers before they are sent.</summary>
public sealed record CheckPage(
    long Id, string Name, string Place, string Language, string Focus, string Why, DateOnly? FirstMeetup, string CoOrganizerName, string CoOrganizerEmail, bool IsAgain, string? Wish,
    ConductForm Form)
{
    public static CheckPage Of(Chapter c) => new(
        c.Id, c.Name, c.Place, Languages.Name(c.Language), c.Focus, c.Why, c.ExpectedFirstMeetup, c.CoOrganizerName, c.CoOrganizerEmail, c.SubmittedAt is not null,
        c.State == ChapterState.ChangesRequested ? c.DecisionReason : null, new ConductForm());
}

/// <summary>Groups near the city.</summary>
public sealed record NearbyPage(long Id, IReadOnlyList<NearbyChapter> Groups);
