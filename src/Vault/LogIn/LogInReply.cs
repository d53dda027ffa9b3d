namespace Sekisho.Vault.LogIn;

/// <summary>Whether the login is good.</summary>
public sealed record LogInReply
{
    /// <summary>What came of it.</summary>
    public required LogInResult Result { get; init; }

    /// <summary>The account's address in its canonical form; null unless granted.</summary>
    public string? Account { get; init; }

    /// <summary>The number of the account's tenant; 0 unless granted.</summary>
    public long Tenant { get; init; }

    /// <summary>SCRAM: the proof that the server knows the verifier, base64; null otherwise.</summary>
    public string? ServerSignature { get; init; }

    /// <summary>At the door of browsers: the ticket; null otherwise.</summary>
    public string? Ticket { get; init; }

    /// <summary>Until when the ticket holds.</summary>
    public DateTimeOffset? TicketExpiresAt { get; init; }

    /// <summary>At the door of browsers: to be kept on the device, beyond the session; at the next login it shows that the device is known. It opens nothing. Null otherwise.</summary>
    public string? KnownDevice { get; init; }

    /// <summary>The password has to be changed before anything else (after a leak, or one set by an administrator).</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>When throttled: how long to wait, in seconds.</summary>
    public int RetryAfterSeconds { get; init; }
}
