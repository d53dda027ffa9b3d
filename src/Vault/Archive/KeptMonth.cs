namespace Sekisho.Vault.Archive;

/// <summary>One month of an archive whose keys are there.</summary>
/// <param name="Month">The month, such as 202411.</param>
/// <param name="ExpiresAt">When its keys are destroyed, unless it is held then.</param>
/// <param name="IsHeld">Somebody has put it on hold.</param>
public sealed record KeptMonth(long Month, DateTimeOffset ExpiresAt, bool IsHeld);
