using Sekisho.Store.Intake;

namespace Sekisho.Store.Archive;

/// <summary>One archived message; its sealed content follows.</summary>
/// <param name="Tenant">The number of the tenant in whose archive it is.</param>
/// <param name="Month">The month, such as 202411.</param>
/// <param name="ReceivedAt">When it was accepted.</param>
/// <param name="Envelope">The sealed envelope, as this tenant may see it (<see cref="Sealed.MessageEnvelope"/>).</param>
/// <param name="Content">The content; its box has the keys of content and envelope, sealed to the month.</param>
public sealed record ArchivedMessage(long Tenant, long Month, DateTimeOffset ReceivedAt, byte[] Envelope, ContentInfo Content);
