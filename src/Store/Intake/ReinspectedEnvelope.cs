namespace Sekisho.Store.Intake;

/// <summary>A tenant's envelope after a further inspection.</summary>
/// <param name="Tenant">The tenant's number.</param>
/// <param name="Envelope">The record.</param>
public sealed record ReinspectedEnvelope(long Tenant, byte[] Envelope);
