using SparseGen.Onnx.Schema;
using static TorchSharp.torch;

namespace SparseGen.Bench.Peers.Torch;

/// <summary>Finds MatMul by a transposed weight, with the Add of a bias behind it, and makes one node of them, as <c>nn.Linear</c> is one call.</summary>
internal static class LinearLayers
{
    /// <summary>Kind of the node: a linear layer of input, weight and, where there is one, bias.</summary>
    public const string Kind = "Linear";

    /// <summary>The nodes in order, those that make a linear layer joined.</summary>
    public static IEnumerable<NodeProto> Join(GraphProto graph, Dictionary<string, Tensor> constants)
    {
        Dictionary<string, NodeProto> producers = graph.Node.ToDictionary(static node => node.Output[0]);
        ILookup<string, NodeProto> readers = graph.Node.SelectMany(static node => node.Input.Distinct().Select(input => (input, node)))
            .ToLookup(static pair => pair.input, static pair => pair.node);
        var gone = new HashSet<string>();
        foreach (NodeProto node in graph.Node)
        {
            if (gone.Contains(node.Output[0]))
            {
                continue;
            }

            if (node.OpType != "MatMul" || !producers.TryGetValue(node.Input[1], out NodeProto? turned) || !IsTransposedWeight(turned, constants))
            {
                yield return node;
                continue;
            }

            var linear = new NodeProto { OpType = Kind, Name = node.Name };
            linear.Input.Add([node.Input[0], turned.Input[0]]);
            linear.Output.Add(node.Output[0]);
            NodeProto[] next = [.. readers[node.Output[0]]];
            if (next is [{ OpType: "Add" } add] && add.Input[0] == node.Output[0] && constants.TryGetValue(add.Input[1], out Tensor? bias) && bias.dim() == 1)
            {
                linear.Input.Add(add.Input[1]);
                linear.Output[0] = add.Output[0];
                gone.Add(add.Output[0]);
            }

            yield return linear;
        }
    }

    private static bool IsTransposedWeight(NodeProto node, Dictionary<string, Tensor> constants) =>
        node.OpType == "Transpose" && constants.TryGetValue(node.Input[0], out Tensor? weight) && weight.dim() == 2 && node.Attribute[0].Ints.SequenceEqual([1L, 0L]);
}
