using SparseGen.Onnx.Schema;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace SparseGen.Bench.Peers.Torch;

/// <summary>An operator of ONNX as a call of libtorch; those that SparseGen writes.</summary>
internal sealed class TorchNode
{
    private readonly Func<Tensor[], Tensor> _call;
    private readonly string[] _inputs;

    /// <summary>Chooses the call.</summary>
    /// <param name="node">The node.</param>
    /// <param name="lists">Short lists of whole numbers by their names, such as shapes.</param>
    public TorchNode(NodeProto node, Dictionary<string, long[]> lists)
    {
        Output = node.Output[0];
        _inputs = [.. node.Input.Where(static input => input.Length > 0)];
        _call = Call(node, lists);
    }

    /// <summary>Name of what it computes.</summary>
    public string Output { get; }

    /// <summary>Computes it.</summary>
    public Tensor Run(Dictionary<string, Tensor> values)
    {
        Tensor[] inputs = new Tensor[_inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = values[_inputs[i]];
        }

        return _call(inputs);
    }

    private static Func<Tensor[], Tensor> Call(NodeProto node, Dictionary<string, long[]> lists)
    {
        long Number(string name, long standard) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name)?.I ?? standard;
        long[] List(int input) => lists[node.Input[input]];
        switch (node.OpType)
        {
            case LinearLayers.Kind or "Gemm":
                return static x => F.linear(x[0], x[1], x.Length > 2 ? x[2] : null);
            case "MatMul":
                return static x => matmul(x[0], x[1]);
            case "Add":
                return static x => x[0] + x[1];
            case "Sub":
                return static x => x[0] - x[1];
            case "Mul":
                return static x => x[0] * x[1];
            case "Div":
                return static x => x[0] / x[1];
            case "Relu":
                return static x => F.relu(x[0]);
            case "Sigmoid":
                return static x => sigmoid(x[0]);
            case "Softmax":
                return static x => F.softmax(x[0], -1);
            case "Gelu":
                return node.Attribute.Any(static attribute => attribute.S.ToStringUtf8() == "tanh") ? static x => GeluTanh(x[0]) : static x => F.gelu(x[0]);
            case "LayerNormalization":
                double epsilon = node.Attribute.First(static attribute => attribute.Name == "epsilon").F;
                return x => F.layer_norm(x[0], [x[0].shape[^1]], x[1], x.Length > 2 ? x[2] : null, epsilon);
            case "Conv":
                return Convolution(Longs(node, "strides"), Longs(node, "pads"), Number("group", 1));
            case "MaxPool":
                (long[] window, long[] steps, long[] around) = (Longs(node, "kernel_shape"), Longs(node, "strides"), Longs(node, "pads"));
                return x => F.max_pool2d(x[0], window, steps, around[..2]);
            case "AveragePool":
                (long[] mean, long[] meanSteps, long[] meanAround) = (Longs(node, "kernel_shape"), Longs(node, "strides"), Longs(node, "pads"));
                return x => F.avg_pool2d(x[0], mean, meanSteps, meanAround[..2]);
            case "GlobalAveragePool":
                return static x => F.adaptive_avg_pool2d(x[0], [1, 1]);
            case "BatchNormalization":
                // Where gradients are wanted it takes the statistics of the batch, and moves its own.
                double added = node.Attribute.First(static attribute => attribute.Name == "epsilon").F;
                return x => F.batch_norm(x[0], x[3], x[4], x[1], x[2], training: is_grad_enabled(), eps: added);
            case "Gather":
                // Indices of several dimensions are rows of a table that each sample names: TorchSharp has an embedding as a module only.
                long axis = Number("axis", 0);
                return x => x[1].dim() == 1
                    ? index_select(x[0], axis, x[1])
                    : index_select(x[0], axis, x[1].reshape(-1)).reshape([.. x[1].shape, x[0].shape[1]]);
            case "Cast":
                return static x => x[0].to(ScalarType.Int64);
            case "Concat":
                return static x => cat(x, -1);
            case "Sqrt":
                return static x => sqrt(x[0]);
            case "ReduceMean":
                return x => x[0].mean(List(1), Number("keepdims", 1) == 1);
            case "ReduceSum":
                return x => x[0].sum(List(1), Number("keepdims", 1) == 1);
            case "Reshape":
                long[] shape = List(1);
                return x => x[0].reshape([.. shape.Select((extent, dimension) => extent == 0 ? x[0].shape[dimension] : extent)]);
            case "Transpose":
                long[] order = [.. node.Attribute[0].Ints];
                return x => x[0].permute(order);
            case "Pad":
                return x => F.pad(x[0], List(1));
            case "Slice":
                (long start, long end) = (List(1)[0], List(2)[0]);
                return x => x[0].narrow(-1, start, end - start);
            case "Identity":
                return static x => x[0];
            default:
                throw new NotSupportedException($"There is no call of libtorch for the operator {node.OpType}.");
        }
    }

    private static long[] Longs(NodeProto node, string name) => [.. node.Attribute.First(attribute => attribute.Name == name).Ints];

    /// <summary>libtorch pads both ends alike. With a stride it leaves out what is too much behind; without one the zeros have to be there first.</summary>
    private static Func<Tensor[], Tensor> Convolution(long[] strides, long[] pads, long groups)
    {
        bool isEven = strides[0] > 1 || (pads[0] == pads[2] && pads[1] == pads[3]);
        return x => F.conv2d(
            isEven ? x[0] : F.pad(x[0], [pads[1], pads[3], pads[0], pads[2]]), x[1], x.Length > 2 ? x[2] : null, strides, isEven ? pads[..2] : [0, 0], groups: groups);
    }

    private static Tensor GeluTanh(Tensor x) => 0.5 * x * (1 + tanh(0.7978845608028654 * (x + (0.044715 * x * x * x))));
}
