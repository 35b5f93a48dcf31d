using System.Globalization;
using UserGroups.Shared;

namespace UserGroups.Tests.Shared;

public sealed class TypedDateTests
{
    [Theory]
    [InlineData("2026-12-24")]
    [InlineData("24 Dec 2026")]
    [InlineData("24 December 2026")]
    [InlineData("24. dec 2026")]
    [InlineData("Dec 24, 2026")]
    [InlineData("Thu, 24 Dec 2026")]
    [InlineData("Thursday 24th December 2026")]
    [InlineData("Friday 24 Dec 2026")]
    [InlineData("2026 Dec 24")]
    [InlineData("24 Dec 26")]
    [InlineData("24.12.2026")]
    [InlineData("24/12/2026")]
    [InlineData("24.12.26")]
    [InlineData("24\u201112\u20112026")]
    [InlineData("24th of December 2026")]
    [InlineData("12/24/2026")]
    [InlineData(" 24 12 2026 ")]
    public void A_date_is_read_as_people_write_it(string text)
    {
        Assert.True(TypedDate.TryDate(text, CultureInfo.GetCultureInfo("en"), out var date));
        Assert.Equal(new DateOnly(2026, 12, 24), date);
    }

    [Theory]
    [InlineData("en-US", "3/4/2026", 3, 4)]
    [InlineData("en-GB", "3/4/2026", 4, 3)]
    [InlineData("en", "3/4/2026", 4, 3)]
    [InlineData("de-DE", "3.4.2026", 4, 3)]
    [InlineData("en-US", "13/4/2026", 4, 13)]
    [InlineData("en-US", "2026-03-04", 3, 4)]
    [InlineData("de-DE", "Do., 4. März 2026", 3, 4)]
    [InlineData("de-DE", "4. Mai 2026", 5, 4)]
    [InlineData("de-DE", "4 Oct 2026", 10, 4)]
    [InlineData("de-AT", "4. Jän. 2026", 1, 4)]
    public void Between_two_numbers_the_culture_decides_and_its_names_are_known(string culture, string text, int month, int day)
    {
        Assert.True(TypedDate.TryDate(text, CultureInfo.GetCultureInfo(culture), out var date));
        Assert.Equal(new DateOnly(2026, month, day), date);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("24 Dec")]
    [InlineData("24")]
    [InlineData("2026-02-30")]
    [InlineData("31 June 2026")]
    [InlineData("0 Dec 2026")]
    [InlineData("24.13.2026")]
    [InlineData("24 Dec 0000")]
    [InlineData("24 Dec 20266")]
    [InlineData("26-12-24")]
    [InlineData("24 Dec Nov 2026")]
    [InlineData("24 De 2026")]
    [InlineData("24 Dec 2026 or so")]
    [InlineData("24 Dec 2026 18:30")]
    [InlineData("24 Dec 2026 12")]
    [InlineData("NaN")]
    [InlineData("-1")]
    [InlineData("٢٤ Dec 2026")]
    [InlineData("24 Dec 2026\0")]
    [InlineData("Monday Monday Monday Monday Monday Monday Monday Monday 24 Dec 2026")]
    public void What_is_no_date_is_not_guessed(string text) => Assert.False(TypedDate.TryDate(text, CultureInfo.GetCultureInfo("en"), out _));

    [Theory]
    [InlineData("18:30", 18, 30)]
    [InlineData("18.30", 18, 30)]
    [InlineData("1830", 18, 30)]
    [InlineData("0630", 6, 30)]
    [InlineData("6:30 P. M.", 18, 30)]
    [InlineData("18", 18, 0)]
    [InlineData("18 h", 18, 0)]
    [InlineData("18h30", 18, 30)]
    [InlineData("18:30 Uhr", 18, 30)]
    [InlineData("18:30:00", 18, 30)]
    [InlineData("6:30 pm", 18, 30)]
    [InlineData("6:30\u202fPM", 18, 30)]
    [InlineData("6 p.m.", 18, 0)]
    [InlineData("12 am", 0, 0)]
    [InlineData("12 pm", 12, 0)]
    [InlineData("00:00", 0, 0)]
    public void A_time_is_read_as_people_write_it(string text, int hour, int minute)
    {
        Assert.True(TypedDate.TryTime(text, out var time));
        Assert.Equal(new TimeOnly(hour, minute), time);
    }

    [Theory]
    [InlineData("")]
    [InlineData("evening")]
    [InlineData("24:00")]
    [InlineData("18:60")]
    [InlineData("183")]
    [InlineData("123")]
    [InlineData("012")]
    [InlineData("13 pm")]
    [InlineData("0 am")]
    [InlineData("18:3")]
    [InlineData("-1")]
    [InlineData("18:30 at the latest")]
    [InlineData("6:30                                                           pm")]
    public void What_is_no_time_is_not_guessed(string text) => Assert.False(TypedDate.TryTime(text, out _));

    [Theory]
    [InlineData("en", "ddd d MMM yyyy")]
    [InlineData("en-US", "ddd d MMM yyyy")]
    [InlineData("en-GB", "ddd d MMM yyyy")]
    [InlineData("en-CA", "ddd d MMM yyyy")]
    [InlineData("en-AU", "ddd d MMM yyyy")]
    [InlineData("en-IN", "ddd d MMM yyyy")]
    [InlineData("de", "ddd, d. MMM yyyy")]
    [InlineData("de-AT", "ddd, d. MMM yyyy")]
    [InlineData("de-CH", "ddd, d. MMM yyyy")]
    public void What_a_field_shows_is_read_again(string name, string pattern)
    {
        var culture = CultureInfo.GetCultureInfo(name);
        for (var day = new DateOnly(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
        {
            var shown = day.ToString(pattern, culture);
            Assert.True(TypedDate.TryDate(shown, culture, out var read) && read == day, shown);
        }

        for (var time = TimeOnly.MinValue; time < new TimeOnly(23, 50); time = time.AddMinutes(10))
        {
            Assert.True(TypedDate.TryTime(LocalTime.FormatTime(time, culture), out var read), LocalTime.FormatTime(time, culture));
            Assert.Equal(time, read);
        }
    }
}
