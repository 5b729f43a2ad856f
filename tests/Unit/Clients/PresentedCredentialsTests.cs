using System.Text;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace Dex.Tests.Unit.Clients;

public sealed class PresentedCredentialsTests
{
    private static readonly FormParameters Body = Form("client_id=body-id&client_secret=body-secret");

    [Theory]
    [InlineData("Basic")]
    [InlineData("basic")]
    [InlineData("BASIC")]
    public void A_usable_basic_header_counts_alone(string scheme) =>
        AssertRead($"{scheme} {Base64("header-id:header-secret")}", "header-id", "header-secret", ClientAuthenticationMethod.ClientSecretBasic);

    [Theory]
    [InlineData("a%2Fb:c%3Ad", "a/b", "c:d")]
    [InlineData("a+b:c+d", "a b", "c d")]
    [InlineData("id:a:b", "id", "a:b")]
    [InlineData(":", "", "")]
    [InlineData("id:", "id", "")]
    [InlineData(":secret", "", "secret")]
    [InlineData("z%C3%A9:%E2%82%AC", "zé", "€")]
    [InlineData("zé:€", "zé", "€")]
    public void Both_halves_of_the_header_are_form_encoded(string userInfo, string id, string secret) =>
        AssertRead($"Basic {Base64(userInfo)}", id, secret, ClientAuthenticationMethod.ClientSecretBasic);

    [Theory]
    [InlineData("a%:b", "request.malformed_client_id")]
    [InlineData("a%zz:b%", "request.malformed_client_id")]
    [InlineData("a:b%4", "request.malformed_client_secret")]
    public void A_half_that_is_not_form_encoded_is_named_and_the_body_is_not_asked(string userInfo, string rule)
    {
        var read = PresentedCredentials.Read($"Basic {Base64(userInfo)}", Body);

        Assert.Equal((rule, ErrorCodes.InvalidRequest), (read.Error?.Rule.Id, read.Error?.Code));
        Assert.Contains(rule.EndsWith("id", StringComparison.Ordinal) ? "client id" : "secret", read.Error!.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic !!!")]
    [InlineData("Basic aWQ")]
    [InlineData("Basic aWQ=")]
    [InlineData("Basic aWQ6 czNjcmV0")]
    [InlineData("Basic  aWQ6czNjcmV0")]
    [InlineData("Basicc aWQ6czNjcmV0")]
    [InlineData("Bearer aWQ6czNjcmV0")]
    public void A_header_that_is_no_usable_basic_header_leaves_the_word_to_the_body(string? authorization) =>
        AssertRead(authorization, "body-id", "body-secret", ClientAuthenticationMethod.ClientSecretPost);

    [Fact]
    public void A_body_with_an_id_alone_presents_no_secret()
    {
        var read = PresentedCredentials.Read(null, Form("client_id=app"));

        Assert.Equal(new PresentedCredentials("app", "", ClientAuthenticationMethod.None), read.Value);
    }

    [Theory]
    [InlineData("Basic x", true)]
    [InlineData("basic", true)]
    [InlineData("Basic ", true)]
    [InlineData("Bearer x", false)]
    [InlineData("Basicx", false)]
    [InlineData(null, false)]
    public void The_scheme_is_basic_whether_usable_or_not(string? authorization, bool expected) =>
        Assert.Equal(expected, PresentedCredentials.HasBasicScheme(authorization));

    [Fact]
    public void Its_text_never_shows_the_secret() =>
        Assert.DoesNotContain("secret-text", new PresentedCredentials("id", "secret-text", ClientAuthenticationMethod.ClientSecretPost).ToString(), StringComparison.Ordinal);

    [Property]
    public void No_header_makes_the_reader_throw(string? authorization)
    {
        PresentedCredentials.Read(authorization, Body);
        PresentedCredentials.Read("Basic " + authorization, Body);
    }

    [Property]
    public void No_bytes_in_the_header_make_the_reader_throw(byte[] userInfo) =>
        PresentedCredentials.Read($"Basic {Convert.ToBase64String(userInfo)}", Body);

    [Property]
    public void Whatever_a_client_encodes_is_read_back(NonNull<string> id, NonNull<string> secret)
    {
        var (encodedId, encodedSecret) = (Encode(id.Get), Encode(secret.Get));

        var read = PresentedCredentials.Read($"Basic {Base64($"{encodedId}:{encodedSecret}")}", FormParameters.Empty).Value!;

        Assert.Equal((Utf8(id.Get), Utf8(secret.Get)), (read.ClientId, read.Secret));
    }

    private static void AssertRead(string? authorization, string id, string secret, ClientAuthenticationMethod method) =>
        Assert.Equal(new PresentedCredentials(id, secret, method), PresentedCredentials.Read(authorization, Body).Value);

    private static FormParameters Form(string body) => FormParameters.TryParse(Encoding.UTF8.GetBytes(body))!;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Encode(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => $"%{b:X2}"));

    private static string Utf8(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
