using Dex.Domain.Administration;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Web.Login;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dex.Web.Hosting.SignIn;

/// <summary>The page for the first administrator, filled with what this server is called.</summary>
internal sealed class FirstAdministratorPages(IServerPolicySource policies)
{
    private string Address => policies.Current.Issuer.Uri.Authority + policies.Current.Issuer.Path;

    public RazorComponentResult Form(string token, string email, string name, IReadOnlyList<Refusal> refusals, int status) =>
        new RazorComponentResult<FirstAdministratorPage>(new Dictionary<string, object?>
        {
            [nameof(FirstAdministratorPage.Address)] = Address,
            [nameof(FirstAdministratorPage.Token)] = token,
            [nameof(FirstAdministratorPage.Email)] = email,
            [nameof(FirstAdministratorPage.Name)] = name,
            [nameof(FirstAdministratorPage.PasswordRule)] = $"{FirstAdministrator.ShortestPassword} to 72 characters.",
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
