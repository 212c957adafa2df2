export function ConsumePage({ consumerId }: { consumerId: number }) {
  return <div data-consumer={consumerId} />;
}
