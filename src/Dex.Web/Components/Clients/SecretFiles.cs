using System.Text.Json;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;

namespace Dex.Web.Components.Clients;

/// <summary>The files in which a new secret can be taken away. They are made in the browser and never stored here.</summary>
public static class SecretFiles
{
    /// <summary>A name that any file system and Kubernetes take.</summary>
    public static string Name(string clientId) => ClientIdProposal.From(clientId) is { Length: > 0 } name ? name : "client";

    public static string Environment(IssuedSecret issued, Issuer issuer) =>
        $"OIDC_ISSUER={Quote(issuer.Value)}\nOIDC_CLIENT_ID={Quote(issued.Client.Id)}\nOIDC_CLIENT_SECRET={Quote(issued.Secret.Text)}\n";

    public static string Kubernetes(IssuedSecret issued, Issuer issuer) =>
        $"""
        apiVersion: v1
        kind: Secret
        metadata:
          name: {Name(issued.Client.Id)}
        type: Opaque
        stringData:
          issuer: {Json(issuer.Value)}
          client-id: {Json(issued.Client.Id)}
          client-secret: {Json(issued.Secret.Text)}

        """;

    // Single quotes keep a shell from reading anything into the value.
    private static string Quote(string value) => $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Json(string value) => JsonSerializer.Serialize(value, JsonWriting.Plain);
}
