using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.Scopes;

namespace Dex.Domain.Grants;

/// <summary>A request at the token endpoint, free of HTTP.</summary>
public sealed class TokenRequest(FormParameters form, string? authorization, string address)
{
    /// <summary>Empty when absent.</summary>
    public string GrantType { get; } = form.Text(ParameterNames.GrantType);

    public IReadOnlyList<string> Scopes { get; } = ScopeList.Parse(form[ParameterNames.Scope]);

    /// <summary>Empty when absent.</summary>
    public string Nonce => form.Text(ParameterNames.Nonce);

    /// <summary>The client address; empty when unknown.</summary>
    public string Address => address;

    public FormParameters Form => form;

    public Result<PresentedCredentials> Credentials() => PresentedCredentials.Read(authorization, form);
}
