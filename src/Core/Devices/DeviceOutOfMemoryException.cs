namespace SparseGen;

/// <summary>A model does not fit into the memory of its device; the message says how much it needs, and which <c>maxBatch</c> would fit. Nothing is left allocated.</summary>
public sealed class DeviceOutOfMemoryException : Exception
{
    /// <summary>Without a message.</summary>
    public DeviceOutOfMemoryException()
    {
    }

    /// <summary>With a message.</summary>
    /// <param name="message">How much is needed, and what there is.</param>
    public DeviceOutOfMemoryException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    /// <param name="message">How much is needed, and what there is.</param>
    /// <param name="innerException">What the driver said.</param>
    public DeviceOutOfMemoryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
