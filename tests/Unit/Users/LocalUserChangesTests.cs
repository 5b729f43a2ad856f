using System.Collections.Immutable;
using System.Reflection;
using Dex.Domain.Users;
using Xunit;

namespace Dex.Tests.Unit.Users;

public sealed class LocalUserChangesTests
{
    private static readonly string[] NotForPeople = ["EqualityContract", "Email", "PasswordHash", "SecurityStamp", "IsSample", "IsFromFile", "Version"];

    private static readonly LocalUser User = new() { Email = "jane@example.com", PasswordHash = "hash" };

    public static TheoryData<string> Fields =>
    [
        .. typeof(LocalUser).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && !NotForPeople.Contains(property.Name, StringComparer.Ordinal))
            .Select(property => property.Name),
    ];

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_change_of_any_field_shows(string field)
    {
        var changed = User with { };
        var property = typeof(LocalUser).GetProperty(field)!;
        property.SetValue(changed, property.GetValue(changed) switch
        {
            bool flag => !flag,
            ImmutableArray<string> => ImmutableArray.Create("another"),
            _ => "another",
        });

        Assert.Single(LocalUserChanges.Between(User, changed));
    }

    [Fact]
    public void Neither_hash_nor_stamp_ever_shows() =>
        Assert.Empty(LocalUserChanges.Between(User, User with { PasswordHash = "other", SecurityStamp = "other", Version = 2 }));

    [Fact]
    public void What_no_form_holds_is_no_contest()
    {
        var theirs = User with { IsLocked = true, Name = "Theirs" };

        Assert.Equal("Name", Assert.Single(LocalUserChanges.Fields.Contest(User, theirs, User with { Name = "Yours" })).Field);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_is_taken_as_it_is(string field)
    {
        var other = new LocalUser
        {
            Email = "jane@example.com",
            PasswordHash = "hash",
            Name = "a",
            Username = "b",
            PreferredUsername = "c",
            EmailVerified = false,
            UserId = "d",
            Groups = ["e"],
            IsAdministrator = true,
            IsLocked = true,
        };
        var names = LocalUserChanges.Between(User, other).Select(change => change.Field);

        var taken = names.Aggregate(User, (into, name) => LocalUserChanges.Fields.Take(into, other, name));

        var property = typeof(LocalUser).GetProperty(field)!;
        Assert.Equal(property.GetValue(other), property.GetValue(taken));
    }
}
