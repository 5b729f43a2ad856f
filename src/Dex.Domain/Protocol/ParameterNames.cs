namespace Dex.Domain.Protocol;

/// <summary>The names of request parameters on the wire.</summary>
public static class ParameterNames
{
    public const string ApprovalPrompt = "approval_prompt";
    public const string ClientId = "client_id";
    public const string ClientSecret = "client_secret";
    public const string Code = "code";
    public const string CodeChallenge = "code_challenge";
    public const string CodeChallengeMethod = "code_challenge_method";
    public const string CodeVerifier = "code_verifier";
    public const string ConnectorId = "connector_id";
    public const string DeviceCode = "device_code";
    public const string Error = "error";
    public const string ErrorDescription = "error_description";
    public const string GrantType = "grant_type";
    public const string IdTokenHint = "id_token_hint";
    public const string LoginHint = "login_hint";
    public const string MaxAge = "max_age";
    public const string Nonce = "nonce";
    public const string Prompt = "prompt";
    public const string RedirectUri = "redirect_uri";
    public const string RefreshToken = "refresh_token";
    public const string Request = "request";
    public const string RequestedTokenType = "requested_token_type";
    public const string RequestUri = "request_uri";
    public const string ResponseMode = "response_mode";
    public const string ResponseType = "response_type";
    public const string Scope = "scope";
    public const string State = "state";
    public const string SubjectToken = "subject_token";
    public const string SubjectTokenType = "subject_token_type";
    public const string Token = "token";
    public const string TokenTypeHint = "token_type_hint";
    public const string Username = "username";

    // What the steps of the browser flow hand on, and the fields of their forms.
    public const string Approval = "approval";
    public const string Back = "back";
    public const string Invalid = "invalid";
    public const string Login = "login";
    public const string Password = "password";
    public const string Proof = "hmac";
    public const string RequestId = "req";
    public const string UserCode = "user_code";
}
