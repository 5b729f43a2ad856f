using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Infrastructure.Persistence;
using Dex.Web.Login;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dex.Web.Hosting.SignIn;

/// <summary>The static pages of the console's own sign-in, filled with what this server is called.</summary>
internal sealed class SignInPages(IServerPolicySource policies, SampleMode sample)
{
    private string Address => policies.Current.Issuer.Uri.Authority + policies.Current.Issuer.Path;

    public RazorComponentResult SignIn(ConsoleSignInError? error, string login, string? returnTo, int status, TimeSpan? wait = null) =>
        new RazorComponentResult<ConsoleSignInPage>(new Dictionary<string, object?>
        {
            [nameof(ConsoleSignInPage.Address)] = Address,
            [nameof(ConsoleSignInPage.Error)] = error,
            [nameof(ConsoleSignInPage.Login)] = login,
            [nameof(ConsoleSignInPage.ReturnTo)] = LocalReturn.Of(returnTo),
            [nameof(ConsoleSignInPage.SampleHint)] = sample.IsOn ? $"{SampleData.AdministratorEmail} / {SampleData.AdministratorPassword}" : null,
            [nameof(ConsoleSignInPage.RetryAfter)] = wait,
        })
        { StatusCode = status };

    public RazorComponentResult FirstAdministrator(string token, string email, string name, IReadOnlyList<Refusal> refusals, int status) =>
        new RazorComponentResult<FirstAdministratorPage>(new Dictionary<string, object?>
        {
            [nameof(FirstAdministratorPage.Address)] = Address,
            [nameof(FirstAdministratorPage.Token)] = token,
            [nameof(FirstAdministratorPage.Email)] = email,
            [nameof(FirstAdministratorPage.Name)] = name,
            [nameof(FirstAdministratorPage.PasswordRule)] = $"{Domain.Administration.FirstAdministrator.ShortestPassword} to 72 characters.",
            [nameof(FirstAdministratorPage.Refusals)] =
                refusals.GroupBy(refusal => refusal.Property).ToDictionary(group => group.Key, group => group.First().Message),
        })
        { StatusCode = status };

    public RazorComponentResult DeadLink(int status) =>
        new RazorComponentResult<FirstAdministratorPage>(new Dictionary<string, object?>
        {
            [nameof(FirstAdministratorPage.Address)] = Address,
            [nameof(FirstAdministratorPage.LinkIsSpent)] = true,
        })
        { StatusCode = status };
}
