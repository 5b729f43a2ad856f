using Dex.Domain.Authorization;
using Dex.Domain.Clients;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

public sealed class RedirectUriRulesTests
{
    private const string OutOfBand = "urn:ietf:wg:oauth:2.0:oob";

    private static readonly Client Bare = GivenFlow.Native();

    [Theory]
    [InlineData("https://app.example/cb?a=b%20c")]
    [InlineData("com.example.app:/signed-in")]
    public void A_registered_address_is_accepted_from_any_client(string uri)
    {
        Assert.True(RedirectUriRules.Accepts(GivenFlow.App() with { RedirectUris = ["https://other.example/", uri] }, uri));
        Assert.True(RedirectUriRules.Accepts(Bare with { RedirectUris = [uri] }, uri));
    }

    [Theory]
    [InlineData("https://APP.example/cb")]
    [InlineData("https://app.example/CB")]
    [InlineData("HTTPS://app.example/cb")]
    [InlineData("https://app.example/cb/")]
    [InlineData("https://app.example/c")]
    [InlineData("https://app.example/cb?x=1")]
    [InlineData("https://app.example/cb#x")]
    [InlineData("https://app.example:443/cb")]
    [InlineData("https://app.example/%63b")]
    [InlineData("https://app.example/a/../cb")]
    [InlineData(" https://app.example/cb")]
    [InlineData("http://app.example/cb")]
    [InlineData("https://sub.app.example/cb")]
    public void Nothing_but_the_very_bytes_of_a_registered_address_is_accepted(string uri) =>
        Assert.False(RedirectUriRules.Accepts(GivenFlow.App(), uri));

    [Fact]
    public void An_empty_address_is_refused_and_never_completed_from_what_is_registered()
    {
        Assert.False(RedirectUriRules.Accepts(GivenFlow.App(), ""));
        Assert.False(RedirectUriRules.Accepts(GivenFlow.App() with { RedirectUris = [""] }, ""));
        Assert.False(RedirectUriRules.Accepts(Bare, ""));
    }

    [Theory]
    [InlineData("http://localhost/cb")]
    [InlineData("http://127.0.0.1/cb")]
    [InlineData("http://[::1]:8000/cb")]
    [InlineData(OutOfBand)]
    public void A_client_that_is_not_public_has_no_exceptions(string uri) =>
        Assert.False(RedirectUriRules.Accepts(GivenFlow.App() with { RedirectUris = [] }, uri));

    [Theory]
    [InlineData("http://localhost/cb")]
    [InlineData("http://127.0.0.1/cb")]
    [InlineData("http://[::1]:8000/cb")]
    [InlineData(OutOfBand)]
    public void Registering_any_address_switches_the_exceptions_off_until_they_are_registered_too(string uri)
    {
        Assert.False(RedirectUriRules.Accepts(Bare with { RedirectUris = [GivenFlow.Callback] }, uri));
        Assert.True(RedirectUriRules.Accepts(Bare with { RedirectUris = [GivenFlow.Callback, uri] }, uri));
    }

    [Theory]
    [InlineData("http://localhost")]
    [InlineData("http://localhost/")]
    [InlineData("http://localhost:8000")]
    [InlineData("HTTP://localhost:8000/any/path?any=query")]
    [InlineData("http://localhost:1/#fragment")]
    [InlineData("http://localhost?query")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1:65535/cb")]
    [InlineData("http://127.255.255.254/cb")]
    [InlineData("http://[::1]")]
    [InlineData("http://[::1]/cb")]
    [InlineData("http://[::1]:8000")]
    [InlineData("http://[::1]:8000/cb?x=1")]
    [InlineData("http://jane@localhost:8000/cb")]
    [InlineData("http://jane:secret@127.0.0.1/cb")]
    [InlineData("http://evil.example@[::1]/cb")]
    [InlineData(OutOfBand)]
    public void A_public_client_without_addresses_may_use_loopback_and_out_of_band(string uri)
    {
        Assert.True(RedirectUriRules.Accepts(Bare, uri));
        Assert.False(RedirectUriRules.IsUnusable(uri));
    }

    [Theory]
    [InlineData("https://localhost/cb")]
    [InlineData("https://127.0.0.1/cb")]
    [InlineData("https://[::1]:8000/cb")]
    [InlineData("ftp://localhost/cb")]
    [InlineData("localhost/cb")]
    [InlineData("//localhost/cb")]
    [InlineData("http:localhost")]
    [InlineData("http:/localhost/cb")]
    [InlineData("http:///localhost/cb")]
    public void Loopback_takes_plain_http_only(string uri) => Assert.False(RedirectUriRules.Accepts(Bare, uri));

    [Theory]
    [InlineData("http://LOCALHOST/cb")]
    [InlineData("http://Localhost:8000/cb")]
    [InlineData("http://localhost./cb")]
    [InlineData("http://localhost.evil.example/cb")]
    [InlineData("http://localhost-evil.example/cb")]
    [InlineData("http://evil-localhost/cb")]
    [InlineData("http://evil.example/localhost")]
    [InlineData("http://evil.example/@localhost/")]
    [InlineData("http://evil.example?@localhost/")]
    [InlineData("http://evil.example#@localhost/")]
    [InlineData("http://evil.example\\@localhost/")]
    [InlineData("http://evil.example\\@127.0.0.1/")]
    [InlineData("http://localhost@evil.example/cb")]
    [InlineData("http://127.0.0.1@evil.example/cb")]
    [InlineData("http://localhost:8000@evil.example/cb")]
    [InlineData("http://[::1]@evil.example/cb")]
    [InlineData("http://loc%61lhost/cb")]
    [InlineData("http://127.0.0.1.evil.example/cb")]
    [InlineData("http://127.0.0.1./cb")]
    [InlineData("http://localhost:99999/cb")]
    [InlineData("http://localhost:port/cb")]
    [InlineData("http://localhost :8000/cb")]
    public void A_name_that_only_looks_like_localhost_is_another_host(string uri) => Assert.False(RedirectUriRules.Accepts(Bare, uri));

    [Theory]
    [InlineData("http://127.1/cb")]
    [InlineData("http://127.0.1:8000/cb")]
    [InlineData("http://0177.0.0.1/cb")]
    [InlineData("http://127.0.0.01/cb")]
    [InlineData("http://0x7f.0.0.1/cb")]
    [InlineData("http://0x7f000001/cb")]
    [InlineData("http://2130706433/cb")]
    [InlineData("http://126.255.255.255/cb")]
    [InlineData("http://128.0.0.1/cb")]
    [InlineData("http://0.0.0.0/cb")]
    [InlineData("http://10.0.0.1/cb")]
    [InlineData("http://[::]/cb")]
    [InlineData("http://[::2]:8000/cb")]
    [InlineData("http://[0:0:0:0:0:0:0:1]/cb")]
    [InlineData("http://::1/cb")]
    [InlineData("http://[127.0.0.1]/cb")]
    [InlineData("http://[localhost]/cb")]
    public void An_address_counts_as_loopback_only_when_it_is_one_and_is_written_in_full(string uri) =>
        Assert.False(RedirectUriRules.Accepts(Bare, uri));

    [Theory]
    [InlineData("urn:ietf:wg:oauth:2.0:OOB")]
    [InlineData("urn:ietf:wg:oauth:2.0:oob:auto")]
    [InlineData("URN:ietf:wg:oauth:2.0:oob")]
    public void Out_of_band_has_one_spelling(string uri) => Assert.False(RedirectUriRules.Accepts(Bare, uri));

    [Fact]
    public void The_devices_callback_is_no_exception_of_these_rules_for_only_a_waiting_device_opens_it() =>
        Assert.False(RedirectUriRules.Accepts(Bare, "/device/callback"));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("blob:https://app.example/1")]
    [InlineData("about:blank")]
    [InlineData("view-source:https://app.example/")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("\u0001javascript:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("https://app.example/cb\r\nSet-Cookie: a=b")]
    [InlineData("https://app.example/cb\0")]
    [InlineData("https://app.example/\u0085")]
    [InlineData("https://app.example/a b")]
    [InlineData("//evil.example/cb")]
    [InlineData("/\\evil.example/cb")]
    [InlineData("\\\\evil.example/cb")]
    [InlineData("https:\\\\evil.example/cb")]
    public void Nobody_is_sent_to_what_would_run_or_leave_even_when_it_is_registered(string uri)
    {
        Assert.True(RedirectUriRules.IsUnusable(uri));
        Assert.Equal(
            "redirect_uri.unusable",
            AuthorizationRequestValidator.WhyNotSentTo(GivenFlow.App() with { RedirectUris = [uri] }, uri)?.Error.Rule.Id);
    }

    [Theory]
    [InlineData(GivenFlow.Callback)]
    [InlineData("https://app.example/cb?next=javascript:alert(1)")]
    [InlineData("com.example.app:/cb")]
    [InlineData("javascripts:/cb")]
    [InlineData("/console/callback")]
    [InlineData(OutOfBand)]
    public void Web_addresses_schemes_of_applications_and_our_own_paths_are_usable(string uri) =>
        Assert.False(RedirectUriRules.IsUnusable(uri));
}
