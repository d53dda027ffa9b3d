using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>Notes documents that are locked as a whole: the package in a stream of its own (MS-OFFCRYPTO).</summary>
internal static class OfficeEncryption
{
    /// <summary>Notes the lock. Null: nothing is opened.</summary>
    public static ReadOnlyMemory<byte>? Open(CompoundFile file, ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        if (file.Find("EncryptedPackage") is not null) OfficeDocument.NoteEncrypted(visit);
        return null;
    }
}
