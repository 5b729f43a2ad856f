using System.Text;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Trials;
using Dex.Web.Login;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dex.Web.Hosting.SignIn;

/// <summary>
/// Where a sign-in on trial ends. Whoever signed in may do so in another browser than the administrator's, so nothing but the state is
/// asked; it is unguessable, works once, and what it hands over is worthless without the verifier that this process keeps.
/// </summary>
internal static class TrialCallback
{
    public static RazorComponentResult Finish(HttpContext context, TrialSignIns signIns)
    {
        var answer = FormParameters.TryParse(Encoding.UTF8.GetBytes(context.Request.QueryString.Value?.TrimStart('?') ?? "")) ?? FormParameters.Empty;
        var (code, error) = (answer[ParameterNames.Code], answer["error"]);
        var taken = (code, error) is not (null, null)
            && signIns.Deliver(
                answer.Text(ParameterNames.State),
                new TrialSignInAnswer(error is null ? code : null, error is null ? null : RefusalText.Clip(error),
                    RefusalText.Clip(answer.Text("error_description"))));
        return new RazorComponentResult<TrialEndPage>(new Dictionary<string, object?> { [nameof(TrialEndPage.IsTaken)] = taken })
        {
            StatusCode = taken ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }
}
