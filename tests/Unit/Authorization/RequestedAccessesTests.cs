using Dex.Domain.Authorization;
using Dex.Domain.Claims;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Scopes;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

public sealed class RequestedAccessesTests
{
    private const string Audience = "audience:server:client_id:";

    // F-21.
    [Fact]
    public async Task Every_scope_is_told_with_the_value_that_will_be_sent_in_one_order() => Assert.Equal(
        [
            new(AccessKind.Name, "Jane Doe, jane"),
            new(AccessKind.Email, "jane@example.com"),
            new(AccessKind.Groups, "staff, authors"),
            new(AccessKind.Offline, ""),
            new(AccessKind.Account, "up, jane-1"),
            new(AccessKind.Audience, "The client api"),
            new(AccessKind.Audience, "The client vault"),
        ],
        await TellAsync($"{Audience}api federated:id offline_access {Audience}vault groups openid email profile"));

    [Fact]
    public async Task Being_known_at_all_is_not_told() => Assert.Empty(await TellAsync("openid"));

    [Fact]
    public async Task A_scope_that_is_asked_for_twice_is_told_once() =>
        Assert.Equal([new(AccessKind.Email, "jane@example.com"), new(AccessKind.Audience, "The client api")],
            await TellAsync($"openid email {Audience}api email {Audience}api"));

    [Fact]
    public async Task The_client_itself_is_no_audience_worth_telling() => Assert.Empty(await TellAsync($"openid {Audience}app"));

    [Fact]
    public async Task An_audience_that_is_gone_is_told_by_its_id() =>
        Assert.Equal([new(AccessKind.Audience, "long gone")], await TellAsync($"{Audience}long gone".Split('|')));

    [Fact]
    public async Task Access_while_away_is_told_only_where_it_will_be_given() => Assert.Empty(
        await TellAsync("openid offline_access", Given.File(grantTypes: GrantTypes.AuthorizationCode)));

    [Fact]
    public async Task What_the_connector_does_not_know_has_an_empty_value() => Assert.Equal(
        [new(AccessKind.Name, "jane"), new(AccessKind.Email, ""), new(AccessKind.Groups, "")],
        await TellAsync("openid profile email groups", person: new PersonClaims { UserId = "1", Username = "jane", PreferredUsername = "jane" }));

    [Fact]
    public async Task Before_anybody_has_signed_in_there_is_nothing_to_tell() => await Assert.ThrowsAsync<ArgumentException>(
        () => Accesses().OfAsync(GivenFlow.Request(), Xunit.TestContext.Current.CancellationToken).AsTask());

    private static Task<IReadOnlyList<RequestedAccess>> TellAsync(string scope, FileSettings? file = null, PersonClaims? person = null) =>
        TellAsync([.. ScopeList.Parse(scope)], file, person);

    private static async Task<IReadOnlyList<RequestedAccess>> TellAsync(string[] scopes, FileSettings? file = null, PersonClaims? person = null) =>
        await Accesses(file).OfAsync(
            GivenFlow.Request() with { Scopes = [.. scopes], Person = person ?? GivenFlow.Jane }, Xunit.TestContext.Current.CancellationToken);

    private static RequestedAccesses Accesses(FileSettings? file = null) =>
        new(new MemoryClientStore(GivenFlow.App(), Given.Client("api"), Given.Client("vault")), new MemorySettings(Given.Policy(file)));
}
