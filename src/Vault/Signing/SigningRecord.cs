namespace Sekisho.Vault.Signing;

/// <summary>A DKIM key as it is stored, under its tenant's key: PKCS#8 for RSA, the 32-byte seed for Ed25519.</summary>
internal sealed record SigningRecord(string Selector, byte[] Secret, DkimKeyState State = DkimKeyState.Active);
