using Dex.Domain.Refusals;

namespace Dex.Domain.Authorization;

/// <summary>What every step after the sign-in asks first (protocol 4.10 D1 to D4, 4.11.2): the request, somebody signed in, and the proof of the step before.</summary>
internal static class StepDoor
{
    private const string StartAgain = "Go back to the application and start again.";

    /// <param name="steps">The steps of which one must be proved.</param>
    /// <returns>The request with a person in it; or why there is none.</returns>
    public static async Task<(AuthorizationRequest? Request, DisplayedFailure? Refusal)> OpenAsync(
        IAuthorizationRequestStore requests, string requestId, string proof, IEnumerable<string> steps, CancellationToken ct)
    {
        if (proof.Length == 0)
        {
            return (null, StepFailure.Page(AuthorizationRules.ProofMissing, "The address of this page is incomplete.", StartAgain));
        }

        if (await requests.FindAsync(requestId, ct) is not { } request)
        {
            return (null, StepFailure.Gone(requestId));
        }

        if (request.Person is null)
        {
            return (null, StepFailure.Page(AuthorizationRules.NotSignedIn, request, "The sign-in is not finished.", StartAgain));
        }

        return steps.Any(step => proof.Proves(request, step))
            ? (request, null)
            : (null, StepFailure.Page(AuthorizationRules.ProofInvalid, request, "This page belongs to an earlier attempt to sign in.", StartAgain));
    }
}
