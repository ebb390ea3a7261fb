namespace SparseGen.Compression;

/// <summary>Which linear maps of a model are compressed.</summary>
public enum CompressedLayers
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>The last one, which is the classifier.</summary>
    Last,
}
