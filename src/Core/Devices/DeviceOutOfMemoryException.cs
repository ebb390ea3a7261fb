namespace SparseGen;

/// <summary>
/// A device has no room for a model, whose message says how much it needs and which <c>maxBatch</c> would fit, or for more that training needs, such as the moments of an
/// optimiser. Nothing is left allocated of what did not fit, and nothing else has changed.
/// </summary>
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
