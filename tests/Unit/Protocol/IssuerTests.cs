using Dex.Domain.Protocol;
using Xunit;

namespace Dex.Tests.Unit.Protocol;

public sealed class IssuerTests
{
    [Theory]
    [InlineData("https://id.example.com", "https://id.example.com/token", "")]
    [InlineData("https://id.example.com/", "https://id.example.com/token", "")]
    [InlineData("https://id.example.com/dex", "https://id.example.com/dex/token", "/dex")]
    [InlineData("https://id.example.com/dex/", "https://id.example.com/dex/token", "/dex")]
    [InlineData("http://127.0.0.1:5556/a/b", "http://127.0.0.1:5556/a/b/token", "/a/b")]
    public void Endpoints_are_joined_with_one_slash_and_the_issuer_stays_as_written(string value, string token, string path)
    {
        var issuer = new Issuer(value);

        Assert.Equal(value, issuer.Value);
        Assert.Equal(token, issuer.Endpoint("/token"));
        Assert.Equal(path, issuer.Path);
    }

    [Theory]
    [InlineData("id.example.com")]
    [InlineData("ftp://id.example.com")]
    [InlineData("https://id.example.com?a=b")]
    [InlineData("https://id.example.com#here")]
    [InlineData("https://ada@id.example.com")]
    public void What_cannot_prefix_an_endpoint_is_no_issuer(string value) => Assert.ThrowsAny<UriFormatException>(() => new Issuer(value));
}
