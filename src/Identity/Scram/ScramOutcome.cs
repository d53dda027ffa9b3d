namespace Sekisho.Identity.Scram;

/// <summary>How a SCRAM exchange ended.</summary>
/// <param name="Status">Accepted, or why not.</param>
/// <param name="ServerFinal">The server's last message (RFC 5802 §7): "v=" with our proof, or "e=" with an error that says nothing about who exists.</param>
public sealed record ScramOutcome(ScramStatus Status, string ServerFinal)
{
    /// <summary>The login is good.</summary>
    public bool IsAccepted => Status == ScramStatus.Accepted;
}
