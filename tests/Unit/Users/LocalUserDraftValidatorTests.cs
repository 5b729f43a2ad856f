using Dex.Domain.Users;
using Xunit;

namespace Dex.Tests.Unit.Users;

public sealed class LocalUserDraftValidatorTests
{
    [Fact]
    public void An_address_is_enough() => Assert.Empty(Faults(new LocalUserDraft { Email = " Ada@Example.com " }));

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@example.com")]
    [InlineData("ada@")]
    [InlineData("a da@example.com")]
    [InlineData("a\0da@example.com")]
    public void What_is_no_address_is_refused(string email) => Assert.Equal(["Email"], Faults(new LocalUserDraft { Email = email }));

    [Fact]
    public void An_address_has_320_characters_at_most()
    {
        Assert.Empty(Faults(new LocalUserDraft { Email = new string('a', 308) + "@example.com" }));
        Assert.Equal(["Email"], Faults(new LocalUserDraft { Email = new string('a', 309) + "@example.com" }));
    }

    [Theory]
    [InlineData("a\0")]
    [InlineData("a\nb")]
    [InlineData("\uD800")]
    public void Names_and_groups_hold_nothing_that_a_database_refuses(string text)
    {
        var draft = Draft();
        (draft.Name, draft.Username, draft.PreferredUsername, draft.Groups) = (text, text, text, [text]);

        Assert.Equal(["Name", "Username", "PreferredUsername", "Groups[0]"], Faults(draft));
    }

    [Fact]
    public void Names_are_of_any_script_and_of_some_length()
    {
        var draft = Draft();
        (draft.Name, draft.Username, draft.PreferredUsername) = ("Grüße, 世界 😀", new string('a', 201), new string('a', 200));

        Assert.Equal(["Username"], Faults(draft));
    }

    [Fact]
    public void Groups_are_named_once_and_have_names()
    {
        var draft = Draft();
        draft.Groups = ["staff", "staff"];
        Assert.Equal(["Groups"], Faults(draft));

        draft.Groups = ["staff", " ", "", " x", new string('a', 257)];
        Assert.Equal(["Groups[1]", "Groups[2]", "Groups[3]", "Groups[4]"], Faults(draft));

        draft.Groups = [.. Enumerable.Range(0, 201).Select(number => $"group {number}")];
        Assert.Equal(["Groups"], Faults(draft));
    }

    private static LocalUserDraft Draft() => new() { Email = "ada@example.com" };

    private static List<string> Faults(LocalUserDraft draft) => [.. new LocalUserDraftValidator().Validate(draft).Errors.Select(error => error.PropertyName)];
}
