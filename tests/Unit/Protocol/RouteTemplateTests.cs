using System.Text;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Dex.Web.Endpoints.Http;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Dex.Tests.Unit.Protocol;

/// <summary>Protocol 0.5.1: routes with an open segment, and how pages tell of faults.</summary>
public sealed class RouteTemplateTests
{
    [Theory]
    [InlineData("/dex/open/ldap", "start ldap ldap")]
    [InlineData("/dex/open/login", "start login login")]
    [InlineData("/dex/open/ldap?x=/y/login", "start ldap ldap")]
    [InlineData("/dex/open/a%2Fb", "start a%2Fb a/b")]
    [InlineData("/dex/open/a%2fb/login", "login a%2fb a/b")]
    [InlineData("/dex/open/a%252Fb", "start a%252Fb a%2Fb")]
    [InlineData("/dex/open/%C3%A9/login", "login %C3%A9 é")]
    [InlineData("/dex/open/a+b", "start a+b a+b")]
    [InlineData("/dex/open/%2e%2e", "start %2e%2e ..")]
    [InlineData("/dex/open/fixed", "fixed")]
    [InlineData("/dex/open/a%zz", "start a%zz ?")]
    [InlineData("/dex/open/a%2", "start a%2 ?")]
    [InlineData("/dex/open/%ff", "start %ff ?")]
    public async Task One_undecoded_segment_is_one_connector(string target, string expected)
    {
        await using var dex = await ServeAsync();

        var answer = await dex.SendRawAsync("GET", target, [], []);

        Assert.Equal((200, expected), (answer.Status, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(answer.Body))));
    }

    [Theory]
    [InlineData("/dex/open/")]
    [InlineData("/dex/open/ldap/")]
    [InlineData("/dex/open//login")]
    [InlineData("/dex/open//ldap")]
    [InlineData("/dex/open/ldap/login/")]
    [InlineData("/dex/open/ldap/x")]
    [InlineData("/dex/open/a/b/login")]
    [InlineData("/dex/open/ldap/Login")]
    [InlineData("/dex/open/ldap%2Flogin/x")]
    [InlineData("/open/ldap")]
    public async Task Another_shape_is_another_route(string target)
    {
        await using var dex = await ServeAsync();

        var answer = await dex.SendRawAsync("GET", target, [], []);

        Assert.Equal((404, "text/plain; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
    }

    [Fact]
    public async Task A_refusal_names_the_template_and_not_the_connector()
    {
        await using var dex = await ServeAsync();

        using var answer = await dex.GetAsync("/open/broken");

        Assert.Equal("/open/{connector}", dex.RefusalOf(answer).Endpoint);
    }

    [Theory]
    [InlineData("/pages", "text/html; charset=utf-8")]
    [InlineData("/json", "application/json")]
    public async Task A_fault_is_told_as_a_page_where_people_look_and_as_json_elsewhere(string route, string type)
    {
        await using var dex = await ProbeEndpoint.ServeAsync(
            new DexServerSettings(),
            new ProbeEndpoint("/pages/{fault}", FailAsync),
            new ProbeEndpoint("/json/{fault}", FailAsync, answersWithPages: false));

        foreach (var (fault, status, rule) in new[]
        {
            ("storage", 503, RefusalRules.ServerStorageUnavailable),
            ("form", 400, RefusalRules.RequestMalformedForm),
            ("large", 400, RefusalRules.RequestTooLarge),
            ("other", 500, RefusalRules.ServerFault),
        })
        {
            using var answer = await dex.GetAsync($"{route}/{fault}");

            Assert.Equal((status, type, rule), ((int)answer.StatusCode, answer.Header("Content-Type"), dex.RefusalOf(answer).Rule));
            Assert.Equal(fault == "storage" ? "1" : null, answer.Header("Retry-After"));
            Assert.Equal(route == "/pages", answer.Header("Location") is null);
            Assert.DoesNotContain("a cause", await answer.ReadTextAsync(), StringComparison.Ordinal);
        }
    }

    private static Task<DexServer> ServeAsync() => ProbeEndpoint.ServeAsync(
        new DexServerSettings(),
        new ProbeEndpoint("/open/{connector}", context => Tell(context, "start")),
        new ProbeEndpoint("/open/{connector}/login", context => Tell(context, "login")),
        new ProbeEndpoint("/open/fixed", context => SayAsync(context, "fixed")));

    private static Task Tell(HttpContext context, string name)
    {
        var segment = RouteSegment.Of(context)!;
        return segment.Raw == "broken"
            ? throw new InvalidOperationException("a cause")
            : SayAsync(context, $"{name} {segment.Raw} {segment.Decoded ?? "?"}");
    }

    private static Task SayAsync(HttpContext context, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static Task FailAsync(HttpContext context)
    {
        context.Response.Headers.Location = "https://app.example.com";
        return RouteSegment.Of(context)!.Raw switch
        {
            "storage" => throw new StorageUnavailableException("a cause"),
            "form" => throw new BadHttpRequestException("a cause"),
            "large" => throw new BadHttpRequestException("a cause", StatusCodes.Status413PayloadTooLarge),
            _ => throw new InvalidOperationException("a cause"),
        };
    }
}
