namespace Sekisho.Vault.Passkeys;

/// <summary>Registers a passkey. A ticket is not enough: an intruder in web would make itself a passkey that outlives the ticket.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Device">The device that the ticket was given to.</param>
/// <param name="Code">What the operator gave the person by another way (<c>credential passkey</c>): good once.</param>
/// <param name="Name">What its owner calls it, 1 to 64 characters.</param>
/// <param name="ClientData">clientDataJSON as the browser sent it.</param>
/// <param name="Attestation">attestationObject as the browser sent it.</param>
public sealed record RegisterPasskeyRequest(string Ticket, string? Device, string Code, string Name, byte[] ClientData, byte[] Attestation);
