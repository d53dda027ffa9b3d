namespace Sekisho.Vault.Passkeys;

/// <summary>Logs in with a passkey. All as the browser sent it.</summary>
/// <param name="Credential">The credential's identifier (rawId).</param>
/// <param name="ClientData">clientDataJSON.</param>
/// <param name="AuthenticatorData">authenticatorData.</param>
/// <param name="Signature">signature.</param>
/// <param name="User">userHandle.</param>
/// <param name="Client">The network address of the person; null when unknown.</param>
/// <param name="Device">The device that asked for the challenge.</param>
/// <param name="KnownDevice">What an earlier login has given to this device; null for none.</param>
public sealed record PasskeyLogInRequest(
    byte[] Credential, byte[] ClientData, byte[] AuthenticatorData, byte[] Signature, byte[]? User = null, string? Client = null, string? Device = null, string? KnownDevice = null);
