using System.Text.Json;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Protocol;

/// <summary>Protocol 2.1 to 2.3 over HTTP: what the document lists works, and what works is listed.</summary>
public sealed class DiscoveryEndpointTests(StandardServer server) : StandardServerTest(server)
{
    private const string Route = "/.well-known/openid-configuration";

    [Fact]
    public async Task The_document_of_a_server_of_machines_is_this()
    {
        using var answer = await Dex.GetAsync(Route);

        var expected = $$"""
            {
              "issuer": "{{Dex.Issuer}}",
              "token_endpoint": "{{Dex.Issuer}}/token",
              "jwks_uri": "{{Dex.Issuer}}/keys",
              "userinfo_endpoint": "{{Dex.Issuer}}/userinfo",
              "introspection_endpoint": "{{Dex.Issuer}}/token/introspect",
              "revocation_endpoint": "{{Dex.Issuer}}/token/revoke",
              "grant_types_supported": [
                "client_credentials"
              ],
              "response_types_supported": [],
              "subject_types_supported": [
                "public"
              ],
              "id_token_signing_alg_values_supported": [
                "RS256"
              ],
              "scopes_supported": [
                "openid",
                "email",
                "groups",
                "profile"
              ],
              "token_endpoint_auth_methods_supported": [
                "client_secret_basic",
                "client_secret_post"
              ],
              "claims_supported": [
                "iss",
                "sub",
                "aud",
                "iat",
                "exp",
                "name",
                "preferred_username",
                "at_hash",
                "groups"
              ],
              "request_uri_parameter_supported": false
            }
            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), await answer.ReadTextAsync());
        Assert.Equal((200, "application/json"), ((int)answer.StatusCode, answer.Header("Content-Type")));
        Assert.NotNull(answer.Header("Content-Length"));
    }

    [Fact]
    public async Task Every_endpoint_that_is_listed_answers()
    {
        using var answer = await Dex.GetAsync(Route);
        var endpoints = (await answer.ReadJsonAsync()).EnumerateObject()
            .Where(member => member.Name.EndsWith("_endpoint", StringComparison.Ordinal) || member.Name == "jwks_uri")
            .ToList();

        Assert.Equal(5, endpoints.Count);
        foreach (var endpoint in endpoints)
        {
            using var reply = await Dex.Http.GetAsync(new Uri(endpoint.Value.GetString()!), Xunit.TestContext.Current.CancellationToken);
            Assert.NotEqual(404, (int)reply.StatusCode);
        }
    }

    [Fact]
    public async Task Every_scope_grant_and_authentication_method_that_is_listed_works()
    {
        using var answer = await Dex.GetAsync(Route);
        var document = await answer.ReadJsonAsync();

        foreach (var scope in Strings(document, "scopes_supported"))
        {
            using var token = await Dex.TokenAsync(StandardClients.Batch, scope);
            Assert.Equal(200, (int)token.StatusCode);
        }

        using var basic = await Dex.TokenAsync(StandardClients.Batch);
        using var post = await Dex.PostAsync("/token", DexServer.TokenForm(null, ("client_id", "batch"), ("client_secret", "batch-secret")));
        Assert.Equal((200, 200), ((int)basic.StatusCode, (int)post.StatusCode));
        Assert.Equal(["client_credentials"], Strings(document, "grant_types_supported"));
    }

    [Fact]
    public async Task Every_claim_of_a_token_is_listed_but_those_of_the_frame_and_every_listed_one_is_issued()
    {
        using var answer = await Dex.GetAsync(Route);
        var listed = Strings(await answer.ReadJsonAsync(), "claims_supported");

        var issued = Answers.PayloadOf(await Dex.AccessTokenAsync(StandardClients.Batch, "openid email profile groups")).Names();

        Assert.Equal(listed.Order(StringComparer.Ordinal), issued.Except(["jti"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_that_lists_a_grant_which_its_own_settings_leave_unservable_does_not_make_it_listed()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings
        {
            OAuth2 = "grantTypes: [authorization_code, password]\nresponseTypes: [code, id_token]",
        });

        using var answer = await dex.GetAsync(Route);
        var document = await answer.ReadJsonAsync();

        Assert.Equal(["authorization_code"], Strings(document, "grant_types_supported"));
        Assert.Equal(["code"], Strings(document, "response_types_supported"));
        Assert.DoesNotContain("device_authorization_endpoint", document.Names());
    }

    private static IEnumerable<string> Strings(JsonElement document, string member) =>
        [.. document.GetProperty(member).EnumerateArray().Select(value => value.GetString()!)];
}
