using Dex.Domain.Administration;
using Dex.Domain.Claims;
using Dex.Domain.Connectors;
using Dex.Domain.Users;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Administration;

/// <summary>Product 3.9: who may administer, asked at sign-in and for every page, hub call and command after it.</summary>
public sealed class AdministratorRightsTests
{
    private static readonly LocalUser Account = new()
    {
        Email = "ada@example.com",
        PasswordHash = "-",
        UserId = "ada",
        IsAdministrator = true,
        SecurityStamp = "stamp",
        Version = 1,
    };

    private static readonly PersonClaims Claims = new() { UserId = "ada", Email = "ada@example.com", EmailVerified = true };

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_that_the_database_marks_is_let_in_by_its_stamp()
    {
        var person = (await Rights(Account).FindAsync(ConnectorDescription.Local, Claims, "192.0.2.1", Ct))!;

        Assert.Equal(("ada@example.com", "stamp", "192.0.2.1"), (person.Email, person.SecurityStamp, person.Address));
        Assert.True(await Rights(Account).IsAdministratorAsync(person, Ct));
    }

    [Fact]
    public async Task A_locked_account_is_nobody_even_with_a_sign_in_that_was_finished_before()
    {
        var locked = Rights(Account with { IsLocked = true });

        Assert.Null(await locked.FindAsync(ConnectorDescription.Local, Claims, "", Ct));
        Assert.False(await locked.IsAdministratorAsync(new Administrator("ada@example.com", "Ada", "", "stamp"), Ct));
    }

    [Fact]
    public async Task An_account_that_was_made_anew_under_the_same_address_is_another_person() =>
        Assert.Null(await Rights(Account with { UserId = "other" }).FindAsync(ConnectorDescription.Local, Claims, "", Ct));

    [Theory]
    [InlineData("another stamp", true)]
    [InlineData("stamp", false)]
    public async Task A_new_password_and_a_lost_right_end_the_session(string stamp, bool isAdministrator) =>
        Assert.False(await Rights(Account with { SecurityStamp = stamp, IsAdministrator = isAdministrator })
            .IsAdministratorAsync(new Administrator("ada@example.com", "Ada", "", "stamp"), Ct));

    private static AdministratorRights Rights(LocalUser account) =>
        new(new AdministratorList([]), new FixedConnectors(), new MemoryLocalUsers(account), new MemoryIdentities(), new FakeTimeProvider(Given.Now));
}
