using Sekisho.Smtp.Envelopes;

namespace Sekisho.Store.Sealed;

/// <summary>A recipient with its place in the whole message, by which rows and events name it.</summary>
public sealed record EnvelopeEntry(int Ordinal, EnvelopeRecipient Recipient);
