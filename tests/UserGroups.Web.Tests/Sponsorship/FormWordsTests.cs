using System.ComponentModel.DataAnnotations;
using System.Reflection;
using UserGroups.Sponsorship;
using UserGroups.Web.Sponsorship;

namespace UserGroups.Web.Tests.Sponsorship;

/// <summary>What staff ask to be changed is named in letters and on pages as it stands in the form.</summary>
public sealed class FormWordsTests
{
    [Theory]
    [InlineData(nameof(RequestForm.Headcount), RequestFields.Headcount)]
    [InlineData(nameof(RequestForm.Plan), RequestFields.Plan)]
    [InlineData(nameof(RequestForm.Stipend), RequestFields.Stipend)]
    [InlineData(nameof(RequestForm.Promotion), RequestFields.Promotion)]
    [InlineData(nameof(RequestForm.LicenceSeats), RequestFields.Licence)]
    [InlineData(nameof(RequestForm.SwagKits), RequestFields.Swag)]
    public void The_parts_of_a_request_are_named_by_their_labels_in_the_form(string field, RequestFields part)
    {
        Assert.Equal(typeof(RequestForm).GetProperty(field)!.GetCustomAttribute<DisplayAttribute>()!.Name, RequestWords.Of(part));
        Assert.Equal($"“{RequestWords.Of(part)}”", RequestPost.FieldWords(part));
    }
}
