namespace Sekisho.Inspect.Containers.Disks;

/// <summary>A file or folder of an NTFS volume, put together from its records.</summary>
internal sealed class NtfsFile
{
    public bool IsFolder { get; set; }

    public List<NtfsName> Names { get; } = [];

    public List<NtfsStream> Streams { get; } = [];
}
