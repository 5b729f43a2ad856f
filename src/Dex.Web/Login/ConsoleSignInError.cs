namespace Dex.Web.Login;

/// <summary>Why a sign-in to the console is asked for again. None of them says which half was wrong or whether an account exists.</summary>
public enum ConsoleSignInError
{
    /// <summary>The pair did not match.</summary>
    Mismatch,

    /// <summary>Too many attempts for this account or from this address; try again later.</summary>
    TooManyAttempts,

    /// <summary>The form was too old or came from elsewhere.</summary>
    Stale,

    /// <summary>The database does not answer, so nobody can be checked.</summary>
    Unavailable,
}
