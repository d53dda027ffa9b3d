using Sekisho.Deliver.Attempts;

namespace Sekisho.Deliver.Notices;

/// <summary>One recipient in a notice.</summary>
internal sealed record NoticeEntry(RecipientState Recipient, NoticeAction Action);
