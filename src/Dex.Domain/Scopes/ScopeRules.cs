using Dex.Domain.Refusals;

namespace Dex.Domain.Scopes;

/// <summary>What a scope policy refuses by: the grants differ in the error that they owe their clients.</summary>
internal sealed record ScopeRules(RefusalRule TooMany, RefusalRule Unknown, RefusalRule AudienceUntrusted)
{
    /// <summary>With <c>invalid_scope</c>, as RFC 6749 section 5.2 has it.</summary>
    public static ScopeRules Usual { get; } = new(RefusalRules.ScopeTooMany, RefusalRules.ScopeUnknown, RefusalRules.AudienceUntrusted);

    /// <summary>With <c>invalid_request</c>, as dex has it for passwords.</summary>
    public static ScopeRules Password { get; } = new(PasswordRules.ScopeTooMany, PasswordRules.ScopeUnknown, PasswordRules.AudienceUntrusted)
    {
        OpenIdMissing = PasswordRules.OpenIdMissing,
    };

    /// <summary>Null where openid is not demanded.</summary>
    public RefusalRule? OpenIdMissing { get; init; }
}
