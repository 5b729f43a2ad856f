using Dex.Tests.Unit.Fakes;
using Dex.Web.Endpoints.Pages;
using Dex.Web.Login;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dex.Tests.Unit.Login;

/// <summary>Every page once, with values that a person could see.</summary>
internal static class SamplePages
{
    public static Dictionary<string, object?> Chooser => new()
    {
        [nameof(ChooserPage.ClientName)] = "Customer portal",
        [nameof(ChooserPage.ReturnHost)] = "portal.halden.example",
        [nameof(ChooserPage.Providers)] = new ProviderLink[]
        {
            new("Halden staff", "ldap", "/dex/auth/ldap?client_id=portal"),
            new("email", "local", "/dex/auth/local?client_id=portal"),
            new("GitHub", "github", "/dex/auth/github?client_id=portal"),
        },
    };

    public static Dictionary<string, object?> Password => new()
    {
        [nameof(PasswordPage.ConnectorName)] = "Halden staff",
        [nameof(PasswordPage.ConnectorType)] = "ldap",
        [nameof(PasswordPage.Prompt)] = "User name",
        [nameof(PasswordPage.PostUrl)] = "/dex/auth/ldap/login?state=abc",
        [nameof(PasswordPage.BackUrl)] = "/dex/auth?client_id=portal",
        [nameof(PasswordPage.ClientName)] = "Customer portal",
    };

    public static Dictionary<string, object?> Consent => new()
    {
        [nameof(ConsentPage.ClientName)] = "Customer portal",
        [nameof(ConsentPage.Person)] = "ingrid.dahl@halden.example",
        [nameof(ConsentPage.SwitchUrl)] = "/dex/auth?client_id=portal",
        [nameof(ConsentPage.RequestId)] = "request-1",
        [nameof(ConsentPage.ReturnHost)] = "portal.halden.example",
        [nameof(ConsentPage.Items)] = new ConsentItem[]
        {
            new(ConsentItemKind.Name, "Your name", "Ingrid Dahl"),
            new(ConsentItemKind.Email, "Your e-mail address", "ingrid.dahl@halden.example"),
            new(ConsentItemKind.Groups, "Your groups", "sales, north-region and 2 more"),
            new(ConsentItemKind.OfflineAccess, "Stay connected", "It can ask again without you, until you withdraw this"),
            new(ConsentItemKind.Audience, "Speak to Ledger API for you", "Ledger API will know it is you"),
        },
    };

    public static Dictionary<string, object?> FormPost => new()
    {
        [nameof(FormPostPage.Action)] = "https://portal.halden.example/callback",
        [nameof(FormPostPage.Fields)] = new KeyValuePair<string, string>[] { new("code", "c\"1"), new("state", "<s>") },
    };

    public static Dictionary<string, object?> OutOfBand => new() { [nameof(OutOfBandPage.Code)] = "4f6k2m" };

    public static Dictionary<string, object?> DeviceCode => new()
    {
        [nameof(DeviceCodePage.UserCode)] = "",
        [nameof(DeviceCodePage.PostUrl)] = "device/auth/verify_code",
    };

    public static Dictionary<string, object?> DeviceConnected => new() { [nameof(DeviceConnectedPage.ClientName)] = "Halden TV" };

    public static Dictionary<string, object?> DeviceTurnedAway => new()
    {
        [nameof(DeviceTurnedAwayPage.ClientName)] = "Halden TV",
        [nameof(DeviceTurnedAwayPage.ByPerson)] = true,
    };

    /// <summary>Serves one page at a route.</summary>
    public static ProbeEndpoint At<TPage>(string path, Dictionary<string, object?> parameters, params string[] formTargets)
        where TPage : IComponent =>
        new(path, context => context.RequestServices.GetRequiredService<PageWriter>()
            .WriteAsync<TPage>(context, StatusCodes.Status200OK, parameters, formTargets));

    /// <summary>The same parameters with one of them replaced.</summary>
    public static Dictionary<string, object?> With(this Dictionary<string, object?> parameters, string name, object? value) =>
        new(parameters) { [name] = value };
}
