using System.Text;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Clients;

/// <summary>Protocol 3.2 over HTTP.</summary>
public sealed class ClientAuthenticationTests(StandardServer server) : StandardServerTest(server)
{
    [Theory]
    [InlineData("Basic")]
    [InlineData("basic")]
    [InlineData("BASIC")]
    public async Task The_name_of_the_scheme_is_compared_without_case(string scheme)
    {
        using var answer = await PostAsync($"{scheme} {Base64("batch:batch-secret")}");

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Id_and_secret_in_the_header_are_form_decoded()
    {
        using var escaped = await PostAsync($"Basic {Base64("odd+id%2Fwith%3Acolon%26%C3%A9:p%25c%2Bt+r%26t%3A%C3%A9%3D%E2%82%AC")}");
        using var library = await Dex.TokenAsync(StandardClients.Odd);

        Assert.Equal((200, 200), ((int)escaped.StatusCode, (int)library.StatusCode));
    }

    [Fact]
    public async Task Id_and_secret_may_stand_in_the_body()
    {
        using var answer = await PostAsync(null, ("client_id", StandardClients.Odd), ("client_secret", StandardClients.OddSecret));

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_usable_header_wins_over_the_body()
    {
        using var right = await PostAsync($"Basic {Base64("batch:batch-secret")}", ("client_id", "vault"), ("client_secret", "wrong"));
        using var wrong = await PostAsync($"Basic {Base64("batch:wrong")}", ("client_id", "batch"), ("client_secret", "batch-secret"));

        Assert.Equal((200, 401), ((int)right.StatusCode, (int)wrong.StatusCode));
    }

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("Basic !!!")]
    [InlineData("Basic")]
    [InlineData("Digest username=\"batch\"")]
    public async Task A_header_that_is_not_usable_is_ignored_for_the_body(string authorization)
    {
        using var answer = await PostAsync(authorization, ("client_id", "batch"), ("client_secret", "batch-secret"));

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("a%zz:b", "request.malformed_client_id")]
    [InlineData("batch:%", "request.malformed_client_secret")]
    public async Task A_half_that_is_badly_encoded_is_invalid_request_without_a_challenge(string userInfo, string rule)
    {
        using var answer = await PostAsync($"Basic {Base64(userInfo)}", ("client_id", "batch"), ("client_secret", "batch-secret"));

        Assert.Equal((400, "invalid_request"), await answer.ReadRefusalAsync());
        Assert.NotEmpty((await answer.ReadErrorAsync()).Description!);
        Assert.Null(answer.Header("WWW-Authenticate"));
        Assert.Equal(rule, Dex.RefusalOf(answer).Rule.Id);
    }

    [Fact]
    public async Task An_unknown_client_and_a_wrong_secret_are_answered_alike_to_the_byte()
    {
        using var unknown = await Dex.TokenAsAsync("nobody", "batch-secret");
        using var wrong = await Dex.TokenAsAsync("batch", "nobody-secret");
        using var off = await Dex.TokenAsync(StandardClients.Off);

        Assert.All([wrong, off], answer => Assert.Equal(unknown.StatusCode, answer.StatusCode));
        Assert.Equal(await unknown.ReadTextAsync(), await wrong.ReadTextAsync());
        Assert.Equal(await unknown.ReadTextAsync(), await off.ReadTextAsync());
        Assert.Equal(Shape(unknown), Shape(wrong));
        Assert.Equal(Shape(unknown), Shape(off));
        Assert.Equal(("client.unknown", "client.secret_mismatch", "client.disabled"),
            (Dex.RefusalOf(unknown).Rule.Id, Dex.RefusalOf(wrong).Rule.Id, Dex.RefusalOf(off).Rule.Id));

        static IEnumerable<string> Shape(HttpResponseMessage answer) => answer.Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key.ToUpperInvariant() is not ("X-REQUEST-ID" or "DATE"))
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}")
            .Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("Basic YmF0Y2g6d3Jvbmc=", true)]
    [InlineData("basic !!!", true)]
    [InlineData("Basic", true)]
    [InlineData("Bearer x", false)]
    [InlineData(null, false)]
    public async Task A_401_challenges_whoever_came_with_the_scheme_basic_usable_or_not(string? authorization, bool challenged)
    {
        using var answer = await PostAsync(authorization, ("client_id", "nobody"));

        Assert.Equal((401, "invalid_client"), await answer.ReadRefusalAsync());
        Assert.Equal(challenged, answer.Header("WWW-Authenticate")?.StartsWith("Basic realm=\"", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task Errors_other_than_invalid_client_carry_no_challenge()
    {
        using var scope = await Dex.TokenAsync(StandardClients.Batch, "bogus");
        using var narrow = await Dex.TokenAsync(StandardClients.Narrow);

        Assert.All([scope, narrow], answer => Assert.Null(answer.Header("WWW-Authenticate")));
    }

    [Fact]
    public async Task A_confidential_client_without_a_stored_secret_is_nobodys()
    {
        await using var dex = await DexServer.StartAsync();
        await dex.AddAsync(Given.Client("bare"));

        using var none = await dex.PostAsync("/token", DexServer.TokenForm(null, ("client_id", "bare")));
        using var empty = await dex.PostAsync("/token", DexServer.TokenForm(null, ("client_id", "bare"), ("client_secret", "")));

        Assert.Equal((401, "invalid_client"), await none.ReadRefusalAsync());
        Assert.Equal((401, "invalid_client"), await empty.ReadRefusalAsync());
        Assert.Equal("client.has_no_secret", dex.RefusalOf(none).Rule.Id);
    }

    [Fact]
    public async Task A_public_client_with_a_stored_secret_must_present_it()
    {
        await using var dex = await DexServer.StartAsync();
        await dex.AddAsync(Given.Client("half", Given.Secret("dxs_half")) with { IsPublic = true });

        using var without = await dex.PostAsync("/token", DexServer.TokenForm(null, ("client_id", "half")));
        using var with = await dex.TokenAsAsync("half", "dxs_half");

        Assert.Equal((401, "invalid_client"), await without.ReadRefusalAsync());
        Assert.Equal((400, "unauthorized_client"), await with.ReadRefusalAsync());
    }

    [Fact]
    public async Task Both_of_two_live_secrets_open_and_the_others_do_not()
    {
        await using var dex = await DexServer.StartAsync();
        await dex.AddAsync(Given.Client("many",
            Given.Secret("dxs_one", "one"), Given.Secret("dxs_two", "two"),
            Given.Secret("dxs_old", "old") with { ExpiresAt = Given.Now },
            Given.Secret("dxs_early", "early") with { NotBefore = DateTimeOffset.MaxValue.AddYears(-1000) },
            Given.Secret("dxs_dead", "dead") with { DeactivatedAt = Given.Now }));

        var rules = new List<string>();
        foreach (var secret in new[] { "dxs_one", "dxs_two", "dxs_old", "dxs_early", "dxs_dead" })
        {
            using var answer = await dex.TokenAsAsync("many", secret);
            rules.Add(answer.IsSuccessStatusCode ? "ok" : dex.RefusalOf(answer).Rule.Id);
        }

        Assert.Equal(["ok", "ok", "client.secret_expired", "client.secret_not_yet_valid", "client.secret_deactivated"], rules);
    }

    private Task<HttpResponseMessage> PostAsync(string? authorization, params (string Name, string Value)[] more) =>
        Dex.PostAsync("/token", DexServer.TokenForm(null, more), authorization);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
