namespace Sekisho.Store.Published;

/// <summary>A public key that the store seals to.</summary>
/// <param name="Id">Its identifier: 32 lower-case hexadecimal digits.</param>
/// <param name="Point">The point of P-256: x and y, 32 bytes each.</param>
public sealed record PublishedKey(string Id, byte[] Point);
