using System.Text.Json;
using Dex.Domain.Authorization;
using Dex.Domain.Claims;
using Dex.Domain.Protocol;
using FluentValidation;

namespace Dex.Domain.Clients;

/// <summary>The rules for clients, the same for the console, the configuration file and the API. Every message says what to write instead.</summary>
public sealed class ClientDraftValidator : AbstractValidator<ClientDraft>
{
    public ClientDraftValidator()
    {
        RuleFor(draft => draft.Id)
            .NotEmpty().WithMessage("A client needs an id.")
            .MaximumLength(ClientLimits.Id).WithMessage($"An id has at most {ClientLimits.Id} characters.")
            .Must(BeFreeOfControls).WithMessage("An id has no control characters and no blanks at its ends.")
            .NotEqual(ConsoleClient.Id, StringComparer.Ordinal).WithMessage($"The id {ConsoleClient.Id} belongs to the console; choose another.");
        RuleFor(draft => draft.Name)
            .NotEmpty().WithMessage("A client needs a name; people see it when they are asked for consent.")
            .MaximumLength(ClientLimits.Name).WithMessage($"A name has at most {ClientLimits.Name} characters.");
        RuleFor(draft => draft.Description)
            .MaximumLength(ClientLimits.Description).WithMessage($"A description has at most {ClientLimits.Description} characters.");
        RuleFor(draft => draft.LogoUrl).Must(BeEmptyOrWeb).WithMessage("A logo is an http or https address.");
        RuleFor(draft => draft.BackchannelLogoutUri).Must(BeEmptyOrWeb)
            .WithMessage("A back-channel logout address is an http or https URL without fragment.");

        RuleForEach(draft => draft.RedirectUris).Custom((uri, context) => Add(context, RedirectUriFault(uri)));
        RuleForEach(draft => draft.PostLogoutRedirectUris).Custom((uri, context) => Add(context, RedirectUriFault(uri)));
        RuleForEach(draft => draft.AllowedGrantTypes)
            .Must(GrantTypes.IsKnown).WithMessage((_, grant) => $"There is no grant type {grant}. Known are: {string.Join(", ", GrantTypes.All)}.");
        RuleForEach(draft => draft.TrustedPeers).NotEmpty().WithMessage("A trusted peer is the id of a client.");
        RuleForEach(draft => draft.MachineGroups).NotEmpty().WithMessage("A group has a name.");
        RuleForEach(draft => draft.MachineClaims).Custom((claim, context) => Add(context, ClaimFault(claim.Key, claim.Value)));
        RuleFor(draft => draft.TokenLifetime)
            .Must(lifetime => lifetime is null || (lifetime >= TimeSpan.FromMinutes(1) && lifetime <= TimeSpan.FromDays(30)))
            .WithMessage("A token lives between one minute and thirty days.");
        RuleFor(draft => draft).Custom((draft, context) => Lists(draft, context));
    }

    private static void Lists(ClientDraft draft, ValidationContext<ClientDraft> context)
    {
        (string Name, int Count)[] lists =
        [
            (nameof(draft.RedirectUris), draft.RedirectUris.Count), (nameof(draft.PostLogoutRedirectUris), draft.PostLogoutRedirectUris.Count),
            (nameof(draft.TrustedPeers), draft.TrustedPeers.Count), (nameof(draft.MachineGroups), draft.MachineGroups.Count),
            (nameof(draft.MachineClaims), draft.MachineClaims.Count), (nameof(draft.AllowedConnectors), draft.AllowedConnectors.Count),
        ];
        foreach (var (name, _) in lists.Where(list => list.Count > ClientLimits.ListItems))
        {
            context.AddFailure(name, $"A list has at most {ClientLimits.ListItems} entries.");
        }
    }

    private static bool BeFreeOfControls(string id) => !id.Any(char.IsControl) && id.Trim().Length == id.Length;

    private static bool BeEmptyOrWeb(string url) =>
        url.Length == 0
        || (url.Length <= ClientLimits.Uri && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Fragment.Length == 0);

    /// <summary>RFC 6749 section 3.1.2: absolute, without fragment. Schemes of native applications are legal (RFC 8252 section 7.1).</summary>
    private static string? RedirectUriFault(string uri)
    {
        if (uri.Length > ClientLimits.Uri)
        {
            return $"A redirect URI has at most {ClientLimits.Uri} characters.";
        }

        // dex's own literals for devices and for out-of-band codes are paths and URNs.
        if (uri is "/device/callback" or "urn:ietf:wg:oauth:2.0:oob")
        {
            return null;
        }

        // On Unix a path counts as the absolute URI of a file.
        if (uri.StartsWith('/') || !Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || uri.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            return $"{uri} is no absolute URI. Write it with its scheme, such as https://app.example.com/callback.";
        }

        if (RedirectUriRules.IsUnusable(uri))
        {
            return $"Nobody is ever sent to {uri}: it would run in the browser. Write an address of the application.";
        }

        return parsed.Fragment.Length > 0 ? $"{uri} has a fragment. Leave out everything from # on." : null;
    }

    private static string? ClaimFault(string name, string json)
    {
        if (name.Trim().Length == 0)
        {
            return "A claim has a name.";
        }

        if (ClaimNames.Reserved.Contains(name))
        {
            return $"The claim {name} is the server's own. Choose another name.";
        }

        try
        {
            using var value = JsonDocument.Parse(json);
            return value.RootElement.ValueKind == JsonValueKind.Null ? $"The claim {name} is null. Leave it out instead." : null;
        }
        catch (JsonException)
        {
            return $"The value of {name} is no JSON. Write text in double quotes.";
        }
    }

    private static void Add<T>(ValidationContext<T> context, string? fault)
    {
        if (fault is not null)
        {
            context.AddFailure(fault);
        }
    }
}
